import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInModifiers, typeByDirectorName, typeOfDirectorClass } from './built-in-modifiers.js'
import { lowercase } from './text/lowercase.js'
import { createModifierRegistry } from './registry.js'

describe('createModifierRegistry', () => {
  it('refuses two modifiers of one type', () => {
    expect(() => createModifierRegistry([lowercase, lowercase])).toThrowError(
      expect.objectContaining({ code: 'modifier.duplicate-type' }),
    )
  })

  it('says when a modifier is not installed', () => {
    const registry = createModifierRegistry(builtInModifiers)
    expect(registry.has('director.lowercase')).toBe(true)
    expect(() => registry.get('acme.shout')).toThrowError(
      expect.objectContaining({ code: 'modifier.unknown', remedy: expect.stringContaining('extension') }),
    )
  })

  it('names the nearest modifier for one that is not installed', () => {
    const registry = createModifierRegistry(builtInModifiers)
    expect(() => registry.get('director.lowercsae')).toThrowError(
      expect.objectContaining({ expected: '"director.lowercase"?' }),
    )
  })
})

describe('the built-in modifiers', () => {
  it('are the 42 of Director, each with a type of its own', () => {
    expect(builtInModifiers).toHaveLength(42)
    expect(new Set(typeByDirectorName.values()).size).toBe(42)
  })

  it('have stable types and say what they do', () => {
    for (const { type, title, description } of builtInModifiers) {
      expect(type).toMatch(/^director\.[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(title).not.toBe('')
      expect(description).not.toBe('')
    }
  })

  it.each(builtInModifiers.map(({ type, settings }) => [type, settings] as const))(
    'can show the settings of %s as a form',
    (_type, settings) => {
      const form = z.toJSONSchema(settings, { io: 'input' })
      expect(form).toMatchObject({ type: 'object' })
      for (const field of Object.values(form.properties ?? {})) expect(field).toHaveProperty('title')
    },
  )

  it.each([
    ['Icinga\\Module\\Director\\PropertyModifier\\PropertyModifierStripDomain', 'director.strip-domain'],
    ['PropertyModifierURLEncode', 'director.url-encode'],
    ['Icinga\\Module\\Other\\PropertyModifierFoo', undefined],
  ])('translate the class %s of a basket to %j', (className, type) => {
    expect(typeOfDirectorClass(className)).toBe(type)
  })
})
