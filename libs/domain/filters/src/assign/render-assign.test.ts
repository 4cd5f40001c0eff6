import { describe, expect, it } from 'vitest'
import { renderAssignFilter } from './render-assign.js'

describe('renderAssignFilter', () => {
  it.each([
    ['host.name="web1"', 'host.name == "web1"'],
    ['host.name="web*"', 'match("web*", host.name)'],
    ['host.groups!="a"', '!("a" in host.groups)'],
    ['"a*"=host.groups', 'match("a*", host.groups, MatchAny)'],
    ['"a"!=host.groups', '!("a" in host.groups)'],
    ['host.vars.flag=false', '! host.vars.flag'],
    ['host.vars.flag', 'host.vars.flag == 1'],
    ['host.vars.n>="16"', 'host.vars.n >= 16'],
    ['host.vars.n>1.5', 'host.vars.n > 1.500000'],
    ['host.vars.n=12345678901234567890', 'host.vars.n == 12345678901234567168.000000'],
    ['host.vars.l=["a",1,null,true]', 'host.vars.l in [ "a", "1", "", "1" ]'],
    ['!(host.a="1"|host.b="2")&host.c="3"', '!(host.a == "1" || host.b == "2") && host.c == "3"'],
  ])('renders %s', (filter, expected) => {
    expect(renderAssignFilter(filter, 'assign')).toBe(`assign where ${expected}`)
    expect(renderAssignFilter(filter, 'ignore')).toBe(`ignore where ${expected}`)
  })

  it.each([
    ['host.name=web1', 'filter.json', 'web1'],
    ['host.name={"a":1}', 'filter.value', '{"a":1}'],
    ['host.a="1"|host.b="2"&host.c="3"', 'filter.syntax', '"&"'],
  ])('refuses %s: %s', (filter, code, received) => {
    expect(() => renderAssignFilter(filter, 'assign')).toThrowError(
      expect.objectContaining({ code, received, message: expect.stringContaining(filter) }),
    )
  })
})
