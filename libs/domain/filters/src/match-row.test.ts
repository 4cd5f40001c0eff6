import { describe, expect, it } from 'vitest'
import { compileRowFilter } from './match-row.js'
import { parseFilter } from './parse-filter.js'

const row = {
  name: 'web1',
  empty: '',
  none: null,
  yes: true,
  cores: '10',
  load: 9.5,
  tags: ['prod', 'web'],
  path: '/var/www',
  address: '10.1.2.3',
  address6: '2001:db8::1',
  object: { a: 1 },
}

function matches(filter: string, networks = false): boolean {
  return compileRowFilter(parseFilter(filter), { networks })(row)
}

describe('compileRowFilter', () => {
  it.each([
    ['', true],
    ['name=web1', true],
    ['name=WEB1', false],
    ['name=web*', true],
    ['name=*eb*', true],
    ['path=/var/*', true],
    ['name!=web1', false],
    ['missing=*', false],
    ['missing!=x', true],
    ['none=', true],
    ['none=*', false],
    ['none!=x', true],
    ['empty=*', true],
    ['yes', true],
    ['name', false],
    ['yes=1', true],
    ['tags=web', true],
    ['tags=w*', true],
    ['tags=db', false],
    ['tags=(db|prod)', true],
    ['name=(web1|web2)', true],
    ['name!=(web1|web2)', false],
    ['object=x', false],
    ['cores>9', true],
    ['cores<9', false],
    ['load>=9.5', true],
    ['name>a', true],
    ['missing<5', false],
    ['none<5', false],
    ['tags<5', false],
    ['name=web1&!(cores<5|cores>20)', true],
    ['name=db*|tags=prod', true],
  ])('finds that %s is %j', (filter, expected) => {
    expect(matches(filter)).toBe(expected)
  })

  it.each([
    ['address=10.0.0.0/8', true],
    ['address=10.9.9.9/8', true],
    ['address=192.168.0.0/16', false],
    ['address!=192.168.0.0/16', true],
    ['address6=2001:db8::/32', true],
    ['address6=::/0', true],
    ['address=::/0', false],
    ['name=10.0.0.0/8', false],
    ['missing=10.0.0.0/8', false],
  ])('with networks finds that %s is %j', (filter, expected) => {
    expect(matches(filter, true)).toBe(expected)
  })

  it('compares networks as texts unless asked otherwise', () => {
    expect(matches('address=10.0.0.0/8')).toBe(false)
  })
})
