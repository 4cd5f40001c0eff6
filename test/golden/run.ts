import { readFileSync } from 'node:fs'
import { checkFilters } from './filters/check-filters.js'
import { checkModifiers } from './modifiers/check-modifiers.js'
import { reportOf, summaryOf, type CheckedCase } from './verdict.js'

const CHECKS: Readonly<
  Record<string, (lines: readonly string[]) => readonly CheckedCase[] | Promise<readonly CheckedCase[]>>
> = { filters: checkFilters, modifiers: checkModifiers }

const [kind = '', file = ''] = process.argv.slice(2)
const check = CHECKS[kind]
if (check === undefined || file === '') {
  process.stderr.write(`usage: npm run golden -- ${Object.keys(CHECKS).join('|')} FILE\n`)
  process.exitCode = 2
} else {
  const cases = await check(readFileSync(file, 'utf8').split('\n'))
  for (const line of reportOf(cases)) process.stdout.write(`${line}\n`)
  process.stdout.write(`${summaryOf(cases)}\n`)
  process.exitCode = cases.some((checked) => checked.verdict.kind === 'failed') ? 1 : 0
}
