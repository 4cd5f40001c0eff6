// Writes the example inventory: hosts.csv for the CSV import source, hosts.sql for the PostgreSQL one. The same rows,
// the same bytes every time: `node examples/inventory/generate.js`.
import { writeFileSync } from 'node:fs'

const SITES = [
  { code: 'ber', town: 'Berlin', network: '10.10' },
  { code: 'ham', town: 'Hamburg', network: '10.20' },
  { code: 'muc', town: 'Munich', network: '10.30' },
  { code: 'vie', town: 'Vienna', network: '10.40' },
  { code: 'zrh', town: 'Zurich', network: '10.50' },
]

// How many there are of a role at every site, and what such a host is.
const ROLES = [
  {
    role: 'web',
    count: 24,
    os: 'linux',
    owner: 'web-platform',
    tags: ['http', 'frontend'],
    what: 'Web server',
  },
  {
    role: 'app',
    count: 22,
    os: 'linux',
    owner: 'applications',
    tags: ['java', 'backend'],
    what: 'Application server',
  },
  {
    role: 'db',
    count: 10,
    os: 'linux',
    owner: 'databases',
    tags: ['postgresql', 'backup'],
    what: 'Database server',
  },
  { role: 'cache', count: 6, os: 'linux', owner: 'web-platform', tags: ['redis'], what: 'Cache' },
  { role: 'ci', count: 5, os: 'linux', owner: 'developer-tools', tags: ['build'], what: 'Build agent' },
  { role: 'k8s', count: 12, os: 'linux', owner: 'containers', tags: ['kubernetes'], what: 'Kubernetes node' },
  { role: 'file', count: 5, os: 'windows', owner: 'workplace', tags: ['smb', 'backup'], what: 'File server' },
  {
    role: 'dc',
    count: 2,
    os: 'windows',
    owner: 'workplace',
    tags: ['ldap', 'dns'],
    what: 'Domain controller',
  },
  { role: 'term', count: 8, os: 'windows', owner: 'workplace', tags: ['rdp'], what: 'Terminal server' },
  { role: 'sw', count: 12, os: 'network', owner: 'network', tags: ['switch', 'snmp'], what: 'Access switch' },
  { role: 'rt', count: 2, os: 'network', owner: 'network', tags: ['router', 'snmp'], what: 'Router' },
  { role: 'fw', count: 2, os: 'network', owner: 'security', tags: ['firewall', 'snmp'], what: 'Firewall' },
]

const COLUMNS = [
  'hostname',
  'address',
  'os',
  'site',
  'environment',
  'owner',
  'role',
  'cores',
  'tags',
  'description',
]

// Mulberry32: a small generator of numbers that are the same everywhere.
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function hosts() {
  const random = randomNumbers(20_261_122)
  const pick = (choices) => choices[Math.floor(random() * choices.length)]
  return SITES.flatMap((site) => {
    let position = 10
    return ROLES.flatMap((role) =>
      Array.from({ length: role.count }, (_, index) => {
        position += 1
        const number = String(index + 1).padStart(2, '0')
        const environment =
          role.os === 'network' ? 'production' : pick(['production', 'production', 'staging', 'test'])
        return {
          hostname: `${role.role}-${site.code}-${number}.example.com`,
          address: `${site.network}.${Math.floor(position / 250)}.${(position % 250) + 1}`,
          os: role.os,
          site: site.code,
          environment,
          owner: role.owner,
          role: role.role,
          cores: role.os === 'network' ? '' : pick([2, 4, 4, 8, 16]),
          tags: [...role.tags, ...(environment === 'production' ? ['on-call'] : [])].join(','),
          description: `${role.what} ${index + 1}, ${site.town}`,
        }
      }),
    )
  })
}

const csvCell = (value) =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
const sqlValue = (value) =>
  value === '' ? 'NULL' : typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`

const rows = hosts()
const csv = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))]
writeFileSync(
  new URL('hosts.csv', import.meta.url),
  csv.map((cells) => `${cells.map(csvCell).join(',')}\n`).join(''),
)

const values = rows
  .map((row) => `  (${COLUMNS.map((column) => sqlValue(row[column])).join(', ')})`)
  .join(',\n')
writeFileSync(
  new URL('hosts.sql', import.meta.url),
  `-- The rows of hosts.csv in a table; written by generate.js. Can be run again: the table is made anew.
DROP TABLE IF EXISTS example_inventory;
CREATE TABLE example_inventory (
  hostname text PRIMARY KEY,
  address text NOT NULL,
  os text NOT NULL,
  site text NOT NULL,
  environment text NOT NULL,
  owner text NOT NULL,
  role text NOT NULL,
  cores integer,
  tags text NOT NULL,
  description text NOT NULL
);
INSERT INTO example_inventory (${COLUMNS.join(', ')}) VALUES
${values};
`,
)
console.log(`${rows.length} hosts`)
