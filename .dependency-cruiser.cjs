// The layer rules of docs/architecture.md: a package's folder says what it may import.
// test/architecture proves that each of these rules catches something.

const DOMAIN = '^libs/domain/'
const KIT = '^libs/kit/'
const CONTRACTS = '^libs/contracts/'
const ADAPTERS = '^libs/adapters/'
const FEATURES = '^libs/features/'
const INSTALLED = '^libs/installed/'
const APPS = '^apps/'
const TESTS = '\\.test\\.ts$'

const layer = (name, from, forbidden) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: forbidden },
})

/** Nothing but the one home may import the package. */
const onlyIn = (name, home, packages) => ({
  name,
  severity: 'error',
  from: { pathNot: [home, TESTS, '^test/', '^tools/'] },
  to: { path: `(^|/)node_modules/(${packages})(/|$)` },
})

module.exports = {
  forbidden: [
    layer('domain-imports-domain-only', DOMAIN, [KIT, CONTRACTS, ADAPTERS, FEATURES, INSTALLED, APPS]),
    layer('kit-imports-domain-only', KIT, [CONTRACTS, ADAPTERS, FEATURES, INSTALLED, APPS]),
    layer('contracts-import-domain-only', CONTRACTS, [KIT, ADAPTERS, FEATURES, INSTALLED, APPS]),
    layer('adapters-stay-below-features', ADAPTERS, [FEATURES, INSTALLED, APPS]),
    layer('features-stay-below-apps', FEATURES, [INSTALLED, APPS]),
    layer('installed-stays-below-apps', INSTALLED, [APPS]),
    {
      name: 'features-do-not-import-features',
      severity: 'error',
      from: { path: '^libs/features/([^/]+)/', pathNot: TESTS },
      to: { path: FEATURES, pathNot: '^libs/features/$1/' },
    },
    {
      name: 'only-the-cli-imports-apps',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: ['^apps/cli/', TESTS] },
      to: { path: APPS, pathNot: '^apps/$1/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: DOMAIN, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-needs-no-framework',
      severity: 'error',
      from: { path: DOMAIN, pathNot: TESTS },
      to: { path: '(^|/)node_modules/(@nestjs|@prisma|bullmq|ioredis|pg)(/|$)' },
    },
    onlyIn('prisma-only-in-database', '^libs/adapters/database/', '@prisma|prisma'),
    onlyIn('bullmq-only-in-queue', '^libs/adapters/queue/', 'bullmq|@nestjs/bullmq|ioredis'),
    {
      name: 'packages-are-imported-by-their-name',
      comment: 'A file inside another package is nobody’s business.',
      severity: 'error',
      from: { path: '^(libs/(?:domain|adapters|features)/[^/]+|libs/[^/]+|apps/[^/]+)/', pathNot: TESTS },
      to: { path: '^(libs|apps)/', pathNot: ['^$1/', '/src/index\\.ts$', '/package\\.json$'] },
    },
    {
      name: 'no-circles',
      comment: 'Types that refer to one another are fine; code that loads one another is not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '/generated/', '^examples/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
}
