import { describe, expect, it } from 'vitest'
import { chooseLogForm } from './choose-form.js'
import { printLogLine, type LogLine } from './log-line.js'
import { StructuredLogger } from './structured-logger.js'

const line: LogLine = {
  at: new Date('2026-11-22T03:00:00Z'),
  level: 'warn',
  component: 'queue',
  message: 'runs decided, not delivered',
  fields: { runs: 3, error: 'no\nway', job: 'Import hosts' },
}

describe('printLogLine', () => {
  it('keeps a line one line', () => {
    expect(printLogLine(line, 'plain')).toBe(
      '2026-11-22T03:00:00.000Z WARN  queue runs decided, not delivered runs=3 error="no\\nway" job="Import hosts"',
    )
  })

  it('leaves the time to the journal', () => {
    expect(printLogLine(line, 'journal')).toMatch(/^WARN {2}queue/)
  })

  it('writes fields beside the message for machines', () => {
    expect(JSON.parse(printLogLine(line, 'json'))).toMatchObject({
      level: 'warn',
      component: 'queue',
      runs: 3,
    })
  })
})

describe('StructuredLogger', () => {
  it('drops what is less serious than asked for', () => {
    const written: string[] = []
    const logger = new StructuredLogger('plain', 'warn', (text) => written.push(text))
    logger.log('run started', { run: 1 }, 'worker')
    logger.error('run failed', { run: 1 }, 'worker')
    expect(written).toHaveLength(1)
    expect(written[0]).toContain('ERROR worker run failed run=1')
  })
})

describe('chooseLogForm', () => {
  it.each([
    ['auto', true, {}, 'coloured'],
    ['auto', true, { NO_COLOR: '1' }, 'plain'],
    ['auto', false, {}, 'plain'],
    ['auto', false, { JOURNAL_STREAM: '8:1' }, 'journal'],
    ['json', true, {}, 'json'],
  ] as const)('%s, terminal %s, %o → %s', (format, isTerminal, environment, form) => {
    expect(chooseLogForm({ format, isTerminal, environment })).toBe(form)
  })
})
