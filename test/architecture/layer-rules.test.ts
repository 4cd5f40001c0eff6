import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const canaries = path.join(import.meta.dirname, 'canaries')
const program = (name: string) => path.join(root, 'node_modules/.bin', name)
const layerRules: { forbidden: { name: string }[] } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
)

describe('the layer rules', () => {
  const { stdout } = spawnSync(
    program('depcruise'),
    ['--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs'],
    { cwd: canaries, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const violations: { rule: { name: string } }[] = JSON.parse(stdout).summary.violations
  const caught = new Set(violations.map((violation) => violation.rule.name))

  it.each(layerRules.forbidden.map((rule) => rule.name))('%s catches its canary', (rule) => {
    expect([...caught]).toContain(rule)
  })
})

describe('the linter', () => {
  const canaryLines = [
    ['typescript(no-explicit-any)', 'export const loose: any = 1'],
    ['typescript(no-non-null-assertion)', 'export const sure = (name?: string) => name!.length'],
    ['eslint(no-restricted-globals)', 'export const where = () => process.cwd()'],
    ['eslint(no-unused-vars)', 'const forgotten = 1'],
  ]

  it.each(canaryLines)('%s catches its canary', (rule, line) => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'director-lint-'))
    fs.mkdirSync(path.join(directory, 'libs/domain/canary/src'), { recursive: true })
    fs.copyFileSync(path.join(root, '.oxlintrc.json'), path.join(directory, '.oxlintrc.json'))
    fs.writeFileSync(path.join(directory, 'libs/domain/canary/src/canary.ts'), `${line}\n`)
    const { stdout } = spawnSync(program('oxlint'), [], { cwd: directory, encoding: 'utf8' })
    fs.rmSync(directory, { recursive: true })
    expect(stdout).toContain(rule)
  })
})
