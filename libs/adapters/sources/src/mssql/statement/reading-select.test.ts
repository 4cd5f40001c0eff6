import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requireSelect } from './reading-select.js'

const check = (query: string) => () => requireSelect(query, 'SQL Server db:1433/cmdb')

describe('a query that only reads', () => {
  it.each([
    ['SELECT name FROM host'],
    ['  (select 1 AS a) UNION (SELECT 2);'],
    ['SELECT 1 AS a; -- the end'],
    [
      'WITH h AS (SELECT name FROM host) SELECT name FROM h ORDER BY name OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY',
    ],
    [`SELECT 'DROP TABLE host' AS a, N'it''s; DELETE' AS b`],
    [`SELECT [drop], [a]]b DROP], "update", "a "" INTO" FROM [delete]`],
    ['SELECT a.update_time, dropped, @@version AS v, deleted_at, [set] FROM a'],
    ['SELECT 1 AS a /* INSERT /* nested */ DROP */ -- DELETE\nFROM host'],
    ["SELECT a.x FROM a INNER MERGE JOIN b ON a.x = b.x OPTION (MERGE JOIN, MERGE UNION, USE HINT ('x'))"],
    ['SELECT CASE WHEN x = 1 THEN 1e5 ELSE 0xADD END AS a, 1.5e-3 AS b, $1.5 AS c, next, value FROM host'],
    ['SELECT #t.into_, _drop, x$create, execution FROM #t'],
    ["SELECT name FROM host FOR SYSTEM_TIME AS OF '2026-01-01'"],
  ])('is let through: %s', (query) => {
    expect(check(query)()).toBe(query)
  })

  it('is sent with the line ends it was checked with', () => {
    expect(check('SELECT 1 AS a -- one\rFROM host\r\nWHERE 1 = 1')()).toBe(
      'SELECT 1 AS a -- one\nFROM host\nWHERE 1 = 1',
    )
  })
})

describe('a query that writes', () => {
  it.each([
    ['DROP TABLE host', 'DROP'],
    ['sp_who', 'SP_WHO'],
    ['-- nothing', 'nothing'],
    ['SELECT 1 AS a DROP TABLE host', 'DROP'],
    ["SELECT 'a'DROP TABLE host", 'DROP'],
    ['SELECT [a]DROP TABLE host', 'DROP'],
    ['SELECT 1DROP TABLE host', 'DROP'],
    ['SELECT 1.DROP TABLE host', 'DROP'],
    ['SELECT 1eDROP TABLE host', 'DROP'],
    ['SELECT 1e5DROP TABLE host', 'DROP'],
    ['SELECT 1.5e+5DROP TABLE host', 'DROP'],
    ['SELECT 1EXEC sp_who', 'EXEC'],
    ['SELECT 0x0 DROP TABLE host', 'DROP'],
    ['SELECT $DROP', 'DROP'],
    ['SELECT 1 AS a; DELETE FROM host', '; DELETE'],
    ['SELECT 1 AS a; SELECT 2 AS a', '; SELECT'],
    ['WITH h AS (SELECT 1 AS a) UPDATE h SET a = 2', 'UPDATE'],
    ['SELECT * INTO copy FROM host', 'INTO'],
    ['SELECT * /* all */INTO/**/copy FROM host', 'INTO'],
    ["SELECT * FROM OPENQUERY(other, 'DELETE FROM host')", 'OPENQUERY'],
    ['SELECT NEXT  VALUE\nFOR numbers AS a', 'NEXT VALUE FOR'],
    ["SELECT 1 AS a END CONVERSATION '8A…'", 'END CONVERSATION'],
    ['SELECT 1 AS a MERGE host USING other ON 1 = 1 WHEN MATCHED THEN DELETE', 'MERGE'],
    ['SELECT 1 AS a COMMIT', 'COMMIT'],
    ['SELECT 1 AS a ENABLE TRIGGER t ON host', 'TRIGGER'],
    ['SELECT 1 AS a -- one\rDROP TABLE host', 'DROP'],
    ['SELECT 1 AS a /* one /* two */ DROP */ DROP TABLE host', 'DROP'],
    ["SELECT '--' DROP TABLE host", 'DROP'],
    ["SELECT '/*' DROP TABLE host -- */", 'DROP'],
    ['SELECT "\'" DROP TABLE host -- \'', 'DROP'],
    ['SELECT 1 AS äDROP', 'DROP'],
  ])('is refused: %s', (query, received) => {
    expect(check(query)).toThrow(
      expect.objectContaining({
        code: 'source.writing-query',
        message: expect.stringContaining('SQL Server db:1433/cmdb'),
        received,
      }),
    )
  })

  it.each(["SELECT 'a", 'SELECT [a', 'SELECT "a', 'SELECT 1 /* /* */', "SELECT 'a'' DROP TABLE host"])(
    'is refused when something never ends: %s',
    (query) => {
      expect(check(query)).toThrow(expect.objectContaining({ code: 'source.failing-query' }))
    },
  )
})

const QUOTES = [
  ["'", "'"],
  ['"', '"'],
  ['[', ']'],
] as const

describe('whatever stands in a text, a quoted name or a comment', () => {
  const piece = fc.array(
    fc.constantFrom("'", '"', '[', ']', '/*', '*/', '--', '\n', ';', ' ', 'DROP TABLE host', 'x', '1e'),
    { maxLength: 12 },
  )
  const quoted = fc.tuple(fc.constantFrom(...QUOTES), piece).map(([[open, close], words]) => {
    return `${open}${words.join('').replaceAll(close, close + close)}${close}`
  })
  const comment = piece.map((words) => `--${words.join('').replaceAll('\n', ' ')}\n`)
  const hidden = fc.array(fc.oneof(quoted, comment), { maxLength: 4 }).map((parts) => parts.join(' , '))

  it('does not count', () => {
    fc.assert(fc.property(hidden, (text) => check(`SELECT 1 AS a, ${text}`)() !== ''))
  })

  it('does not hide what stands behind it', () => {
    fc.assert(
      fc.property(hidden, (text) => {
        expect(check(`SELECT 1 AS a, ${text}DROP TABLE host`)).toThrow('does not only read')
      }),
    )
  })
})
