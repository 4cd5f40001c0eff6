import { describe, expect, it } from 'vitest'
import { compileObjectFilter, objectReader } from './match-object.js'
import { parseFilter } from '../parse-filter.js'

const host = objectReader('host', {
  name: 'web1',
  address: '10.0.0.1',
  groups: ['linux', 'Web-Servers'],
  templates: ['base'],
  'vars.flat.name': 'x',
  vars: { os: 'Linux', cores: 16, flag: true, off: false, none: null, nested: { a: { b: 'deep' } } },
})

describe('compileObjectFilter', () => {
  it.each([
    ['host.name="web1"', true],
    ['host.name="WEB1"', false],
    ['host.name="WEB*"', true],
    ['host.name!="db*"', true],
    ['host.vars.os="Linux"', true],
    ['host.vars.nested.a.b="deep"', true],
    ['host.vars.flat.name="x"', true],
    ['host.vars.flag=true', true],
    ['host.vars.off=false', true],
    ['host.vars.missing=false', true],
    ['host.vars.missing=true', false],
    ['host.vars.flag!=true', false],
    ['host.vars.missing=null', true],
    ['host.vars.none=null', true],
    ['host.vars.os!=null', true],
    ['host.groups="linux"', true],
    ['host.groups="web*"', true],
    ['host.groups!="windows"', true],
    ['"linux"=host.groups', true],
    ['"Linux"=host.groups', false],
    ['"web-*"=host.groups', true],
    ['"db"!=host.groups', true],
    ['host.name=["web1","web2"]', true],
    ['host.groups=["windows","linux"]', true],
    ['host.vars.cores>=8', true],
    ['host.vars.cores>="8"', true],
    ['host.vars.missing>=8', false],
    ['host.vars.flag', true],
    ['!host.vars.missing', true],
    ['host.name="web1"&(host.vars.os="Windows"|host.templates="base")', true],
    ['service.name="web1"', false],
  ])('finds that %s is %j', (filter, expected) => {
    expect(compileObjectFilter(parseFilter(filter))(host)).toBe(expected)
  })

  it.each([
    ['host.name=web1', 'filter.json'],
    ['"web"', 'filter.syntax'],
  ])('refuses %s: %s', (filter, code) => {
    expect(() => compileObjectFilter(parseFilter(filter))).toThrowError(expect.objectContaining({ code }))
  })
})
