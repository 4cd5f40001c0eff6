import { describe, expect, it } from 'vitest'
import { addressOf, MysqlQuerySettings } from './mysql-query.settings.js'

const parsed = (settings: object) => MysqlQuerySettings.parse({ query: 'SELECT 1', ...settings })

describe('the address of a MySQL server', () => {
  it('comes from the URL, decoded', () => {
    expect(addressOf(parsed({ url: 'mariadb://us%40er:p%3Aw@db.example.com:3307/my%20db' }))).toEqual({
      host: 'db.example.com',
      port: 3307,
      database: 'my db',
      user: 'us@er',
      password: 'p:w',
    })
  })

  it('comes from the URL with the usual port and nothing else', () => {
    expect(addressOf(parsed({ url: 'mysql://[::1]' }))).toEqual({ host: '::1', port: 3306 })
  })

  it('comes from the fields without a URL', () => {
    const fields = { host: 'db', port: 3307, database: 'cmdb', user: 'reader', password: 'secret' }
    expect(addressOf(parsed(fields))).toEqual(fields)
  })
})

describe('settings of a MySQL query', () => {
  it.each([
    [{}, 'a URL, or host, database and user'],
    [{ url: 'postgres://db/x' }, 'an address such as mysql://'],
    [{ url: 'mysql://db/x?multipleStatements=true' }, 'an address without'],
    [{ host: '192.0.2.1', tls: 'verified' }, 'only with the name of the server'],
    [{ host: 'db', timeoutSeconds: 0 }, 'timeoutSeconds'],
  ])('are refused: %j', (settings, problem) => {
    const result = MysqlQuerySettings.safeParse({ query: 'SELECT 1', ...settings })
    expect(JSON.stringify(result.error?.issues)).toContain(problem)
  })

  it('mark what must be sealed', () => {
    const { url, password, user } = MysqlQuerySettings.shape
    expect([url, password, user].map((field) => field.meta()?.['secret'] ?? false)).toEqual([
      true,
      true,
      false,
    ])
  })
})
