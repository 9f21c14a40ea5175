// The floor plan of docs/map.md, checked by `npm run deps`. There is no list of exceptions: code that breaks a rule
// moves to the room its comment names.

const features = [
  'access',
  'audit',
  'organisations',
  'catalogue',
  'legal-facts',
  'connections',
  'readings',
  'inventory',
  'reviews',
  'accounts',
  'devices',
  'people',
  'offboardings',
  'access-requests',
  'reports',
  'findings',
  'search',
  'installation',
]

/** Tests, and what only tests use, stand where they test and may import anything. */
const tests = '\\.(test|fixture)\\.tsx?$|^prisma/testing'

/** The one way to write an organisation's rows lies under every feature, access too. */
const change = '^features/audit/change\\.ts$'

const leftwards = features.slice(0, -1).map((feature, position) => ({
  name: `features-leftwards-${feature}`,
  comment:
    'A feature may import the features to its left. A rule that two of them need goes to domain/; two features meet on a screen in the page of app/.',
  severity: 'error',
  from: { path: `^features/${feature}/`, pathNot: tests },
  to: { path: `^features/(${features.slice(position + 1).join('|')})/`, pathNot: change },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-alone',
      comment:
        'domain/ holds rules: pure, the same every time, and so are the few libraries it may use. What touches the world goes to adapters/; what combines the two is a command or query of a feature.',
      severity: 'error',
      from: { path: '^domain/', pathNot: tests },
      to: { pathNot: '^domain/|^node_modules/(zod|canonicalize|d3-sankey)/|^(node:)?crypto$' },
    },
    {
      name: 'adapters-below-features',
      comment:
        'adapters/ knows the outside world and our rules, nothing above: what a feature knows is passed to it as an argument.',
      severity: 'error',
      from: { path: '^adapters/', pathNot: tests },
      to: { path: '^(app|bench|cli|components|features|sandbox|start|worker)/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or share a third that wants a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...leftwards,
    {
      name: 'change-under-all-features',
      comment:
        'Every feature writes through change.ts, so it knows none of them: only adapters/ and domain/.',
      severity: 'error',
      from: { path: change },
      to: { path: '^features/' },
    },
    {
      name: 'features-listed',
      comment: 'A new feature takes its place in the order at the top of this file and in docs/map.md.',
      severity: 'error',
      from: {},
      to: { path: '^features/', pathNot: `^features/(${features.join('|')})/` },
    },
    {
      name: 'prisma-in-few-places',
      comment:
        'Rows and the client stop in queries and commands: map a row to a record of domain/ there. Everyone else speaks of transactions by the types of adapters/db.ts.',
      severity: 'error',
      from: {
        pathNot: `^adapters/db\\.ts$|^features/[^/]+/(queries|commands)\\.ts$|^features/audit/change\\.ts$|^prisma/|${tests}`,
      },
      to: { path: '^prisma/generated/|^node_modules/@prisma/' },
    },
    {
      name: 'view-behind-the-door',
      comment:
        'A view is handed records by its page and calls its own actions.ts. Ask in queries.ts, do in commands.ts; only the types of those may be named in a view.',
      severity: 'error',
      from: { path: '^features/[^/]+/view/', pathNot: tests },
      to: {
        path: '^(adapters|prisma)/|^features/[^/]+/(actor|guard|queries|[^/]*commands)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'core-without-next',
      comment:
        'The worker and the CLI run queries and commands, so these know nothing of Next, React or views. Cookies, redirects and revalidation belong to actions.ts, guard.ts and pages.',
      severity: 'error',
      from: { path: '^features/[^/]+/(?!view/|actions\\.ts$|guard\\.ts$)[^/]+\\.ts$', pathNot: tests },
      to: {
        path: '^node_modules/(next|next-intl|react|react-dom)/|^(components|app)/|^features/[^/]+/view/',
      },
    },
    {
      name: 'components-alone',
      comment:
        'components/ could ship in another product. What knows a noun of ours belongs to the view/ of its feature.',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: { pathNot: '^components/|^node_modules/' },
    },
    {
      name: 'doors-are-not-imported',
      comment:
        'app, bench, cli, worker and start are entrances. What two of them need is a query or command of a feature.',
      severity: 'error',
      from: { path: '^([^/]+)', pathNot: tests },
      to: { path: '^(app|bench|cli|worker|start)/', pathNot: '^$1/' },
    },
    {
      name: 'sandbox-is-a-stranger',
      comment:
        'The sandbox stands in for Microsoft: sharing code with us, it would share our mistakes. It names formats of its own; only tests and the seed know its registrations.',
      severity: 'error',
      from: { path: '^sandbox/', pathNot: tests },
      to: { pathNot: '^sandbox/|^node_modules/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'sandbox-is-not-the-product',
      comment:
        'The product speaks to Microsoft at the addresses of its settings and never knows who answers.',
      severity: 'error',
      from: { path: '^(adapters|app|cli|components|domain|features|worker)/', pathNot: tests },
      to: { path: '^sandbox/' },
    },
    {
      name: 'actors-minted-at-the-doors',
      comment:
        'Only the doors make an actor: features/access for people, cli/ for the terminal, worker/ for the clock, and bench/ where it stands in for the worker. Everyone else is handed one and passes it on.',
      severity: 'error',
      from: { pathNot: `^features/access/|^bench/|^cli/|^worker/|^prisma/(factories|seed)\\.ts$|${tests}` },
      to: { path: '^features/access/minting\\.ts$' },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere is one this check cannot see through.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/|^prisma/generated/' },
    exclude: { path: '\\.(css|json)$' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'react-server', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
