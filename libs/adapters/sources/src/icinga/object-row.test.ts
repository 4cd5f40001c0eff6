import { describe, expect, it } from 'vitest'
import { READABLE_TYPES } from './object-columns.js'
import { FUNCTION_PLACEHOLDER, objectRow } from './object-row.js'

describe('the row of a running object', () => {
  const none = new Map<string, string>()

  it('leaves the object itself out of its imports, and what is empty without a value', () => {
    const attrs = {
      display_name: 'Web 1',
      address6: '',
      templates: ['web1', 'base', 'linux'],
      vars: null,
      groups: [],
    }
    expect(objectRow({ name: 'web1', attrs }, READABLE_TYPES.Host, none)).toMatchObject({
      object_name: 'web1',
      object_type: 'external_object',
      display_name: 'Web 1',
      address6: null,
      imports: ['base', 'linux'],
      vars: null,
      groups: [],
      notes: null,
    })
  })

  it('puts a comment where a function is, however deep', () => {
    const fn = {
      type: 'Function',
      name: '<anonymous>',
      arguments: [],
      side_effect_free: false,
      deprecated: false,
    }
    const attrs = { command: ['/bin/ping', fn], arguments: { '-H': { value: fn, order: 1 } } }
    expect(objectRow({ name: 'ping', attrs }, READABLE_TYPES.CheckCommand, none)).toMatchObject({
      command: ['/bin/ping', FUNCTION_PLACEHOLDER],
      arguments: { '-H': { value: FUNCTION_PLACEHOLDER, order: 1 } },
    })
  })

  it('knows the zone of an endpoint from the zones, and whether a zone is global', () => {
    const zoneOf = new Map([['agent1', 'agents']])
    expect(
      objectRow({ name: 'agent1', attrs: { host: 'a', port: '5665' } }, READABLE_TYPES.Endpoint, zoneOf),
    ).toEqual({
      object_name: 'agent1',
      object_type: 'external_object',
      host: 'a',
      port: '5665',
      log_duration: null,
      zone: 'agents',
    })
    expect(objectRow({ name: 'all', attrs: { global: true } }, READABLE_TYPES.Zone, none)).toMatchObject({
      is_global: true,
      parent: null,
    })
  })
})
