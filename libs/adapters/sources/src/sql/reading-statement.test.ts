import { describe, expect, it } from 'vitest'
import { firstWord, requireReadingStatement } from './reading-statement.js'

describe('the first word of a statement', () => {
  it.each([
    ['select 1', 'SELECT'],
    ['  \n(SELECT 1) UNION (SELECT 2)', 'SELECT'],
    ['-- all hosts\nSELECT 1', 'SELECT'],
    ['/* all */ -- hosts\n /* of us */ WITH x AS (SELECT 1) SELECT 1', 'WITH'],
    ['DELETE FROM host', 'DELETE'],
    ['-- only a comment', ''],
    ['/*! DELETE FROM host */', ''],
    ['/*M!100100 DELETE FROM host */', ''],
    ['/* never closed SELECT', ''],
    ['; SELECT 1', ''],
  ])('of %j is %j', (statement, word) => {
    expect(firstWord(statement)).toBe(word)
  })
})

describe('a statement that begins with another word', () => {
  const check = (statement: string) => () =>
    requireReadingStatement(statement, new Set(['SELECT', 'WITH']), 'MySQL db:3306/cmdb')

  it('is refused with the place and what may be written', () => {
    expect(check('DROP TABLE host')).toThrow(
      expect.objectContaining({
        code: 'source.writing-query',
        message: expect.stringContaining('MySQL db:3306/cmdb'),
        expected: 'a query that begins with SELECT, WITH',
        received: 'DROP',
      }),
    )
  })

  it('is let through when it is one of the words', () => {
    expect(check('with x as (select 1) select * from x')).not.toThrow()
  })
})
