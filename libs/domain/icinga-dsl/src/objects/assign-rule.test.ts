import { describe, expect, it } from 'vitest'
import { renderAssignRule } from './assign-rule.js'

describe('renderAssignRule', () => {
  it.each([
    ['host.vars.os=%22Linux%22', 'assign where host.vars.os == "Linux"'],
    ['host.vars.a%5B%22b c%22%5D=%22x%22', 'assign where host.vars.a["b c"] == "x"'],
    ['%22web%22=host.groups', 'assign where "web" in host.groups'],
    ['!(host.name=%22a%2A%22|host.vars.x=true)', 'assign where !(match("a*", host.name) || host.vars.x)'],
  ])('writes %s as %s', (stored, rendered) => {
    expect(renderAssignRule(stored)).toBe(rendered)
  })

  it.each([
    ['host.name%0A%7D%0Aobject=%221%22', 'a line break and a statement'],
    ['host.name %7C%7C system%28%29=%221%22', 'a call'],
    ['%22a%22=host.groups || system()', 'a call behind the operator'],
    ['host.vars.with-dash=%22x%22', 'a subtraction'],
  ])('refuses %s: it would bring %s', (stored) => {
    expect(() => renderAssignRule(stored)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^filter\./) }),
    )
  })

  it('refuses an empty filter', () => {
    expect(() => renderAssignRule('')).toThrow('the filter is empty')
  })
})
