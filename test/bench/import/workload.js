// The benchmark workload: a CMDB table of hosts that comes out the same on every machine, and its import source.

/** Columns the import source reads. */
export const QUERY =
  'SELECT hostname, address, os, site, owner, mac, cores, ram_gb, tags, env, serial FROM hosts'

const TOWNS = [
  'Berlin',
  'Hamburg',
  'Munich',
  'Cologne',
  'Frankfurt',
  'Stuttgart',
  'Leipzig',
  'Dresden',
  'Bremen',
  'Nuremberg',
]

/** Name of the town of a site. */
export const SITES = Object.fromEntries(
  TOWNS.map((town, number) => [`s${String(number).padStart(2, '0')}`, town]),
)

/** Makes the table with N rows. Every value is a function of the row's number: no seed to carry along. */
export async function createHosts(client, rows) {
  await client.query(`
    CREATE TABLE hosts (
      id integer PRIMARY KEY, hostname text, address text, os text, site text, owner text, mac text,
      cores integer, ram_gb integer, tags text, env text, serial text, updated timestamptz)`)
  await client.query(
    `INSERT INTO hosts
     SELECT id,
            (ARRAY['SRV', 'Db', 'app', 'NET'])[1 + r[1] % 4] || '-' || lpad(id::text, 6, '0') || '.Example.COM',
            concat_ws('.', 10, id / 65536 % 256, id / 256 % 256, id % 256),
            (ARRAY['linux', 'linux', 'linux', 'linux', 'windows', 'windows', 'network'])[1 + r[2] % 7],
            's' || lpad((r[3] % 10)::text, 2, '0'),
            'team-' || r[4] % 40,
            upper(concat_ws(':', '02', substr(h, 1, 2), substr(h, 3, 2), substr(h, 5, 2), substr(h, 7, 2), substr(h, 9, 2))),
            (1 + r[5] % 8) * 4, (1 + r[6] % 16) * 8,
            array_to_string((ARRAY['web', 'db', 'backup', 'dmz', 'ha', 'legacy', 'pci', 'vm', 'edge', 'batch'])
              [1 + r[7] % 8 : r[7] % 8 + r[8] % 5], ','),
            (ARRAY['prod', 'stage', 'test', 'dev'])[1 + r[9] % 4],
            upper(substr(h, 11, 12)),
            timestamptz '2026-01-01 00:00Z' + id % 86400 * interval '1 second'
     FROM (SELECT id, h, ARRAY(SELECT get_byte(decode(h, 'hex'), byte) FROM generate_series(0, 15) AS byte) AS r
           FROM (SELECT id, md5('director-jobs ' || id) AS h FROM generate_series(1, $1) AS id) AS hashed) AS random`,
    [rows],
  )
  await client.query('VACUUM ANALYZE hosts')
}

/** Changes address and cores of one row in a hundred. */
export async function changeOnePercent(client, remainder) {
  await client.query(
    `UPDATE hosts SET address = '172.16.' || id / 256 % 256 || '.' || id % 256, cores = cores + 1 WHERE id % 100 = $1`,
    [remainder],
  )
}

/** The import source as an operator would write it. */
export function importSource(url) {
  const on = (property, type, settings = {}, target = undefined) => ({
    type: `director.${type}`,
    property,
    settings,
    ...(target && { target }),
  })
  return {
    name: 'cmdb',
    type: 'director.postgresql-query',
    keyColumn: 'shortname',
    settings: { url, query: QUERY },
    modifiers: [
      on('hostname', 'lowercase'),
      on('hostname', 'strip-domain', { domain: 'example.com' }, 'shortname'),
      on('mac', 'regex-replace', { pattern: '/[^0-9A-Fa-f]/', replacement: '' }, 'mac_plain'),
      on('tags', 'split', { delimiter: ',' }),
      on('site', 'map', { datalist: 'sites', on_missing: 'keep' }, 'site_name'),
      on('role', 'combine', { pattern: '${site}/${os}/${env}' }),
      on('cores', 'to-int'),
    ],
  }
}
