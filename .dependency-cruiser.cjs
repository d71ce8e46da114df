// Leftmost is lowest: a domain may import only domains before it. See docs/architecture.md.
const DOMAINS = [
  'audit',
  'identity',
  'records',
  'catalog',
  'cohorts',
  'labs',
  'learning',
  'assessment',
  'credentials',
  'employers',
  'outcomes',
  'notices',
  'sovereignty',
]
const any = (names) => `^server/(${names.join('|')})/`
const ui = {
  path: '^(app/|proxy\\.ts)',
  pathNot: '^app/(_trpc/server\\.tsx?|api/|evaluation/enter/|(status|issuer)/|credentials/.*/route\\.ts)',
}
const QUERIES = '^server/(platform/|[^/]+/([a-z-]*queries|schema)\\.ts$)'

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...DOMAINS.slice(0, -1).map((domain, index) => ({
      name: `order:${domain}`,
      severity: 'error',
      from: { path: `^server/${domain}/` },
      to: { path: any(DOMAINS.slice(index + 1)) },
    })),
    {
      name: 'platform-knows-no-domain',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: any([...DOMAINS, 'standards', 'api', 'cli']) },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      // The queries of a domain may join the tables of domains to its left; everything else uses their doors.
      from: {
        path: '^server/([^/]+)/',
        pathNot: `^server/(api|cli)/|\\.test\\.ts$|^server/[^/]+/([a-z-]*queries|schema)\\.ts$`,
      },
      to: { path: any(DOMAINS), pathNot: '^server/($1/|[^/]+/index\\.ts$|labs/runner/index\\.ts$)' },
    },
    {
      name: 'queries-join-schemas',
      severity: 'error',
      from: { path: '^server/([^/]+)/[a-z-]*queries\\.ts$' },
      to: { path: any(DOMAINS), pathNot: '^server/($1/|[^/]+/(index|schema)\\.ts$)' },
    },
    {
      name: 'schema-joins-schema',
      severity: 'error',
      from: { path: '^server/[^/]+/schema\\.ts$' },
      to: { path: any(DOMAINS), pathNot: '/schema\\.ts$' },
    },
    {
      name: 'orm-stays-in-queries',
      severity: 'error',
      from: { pathNot: `${QUERIES}|\\.test\\.ts$` },
      to: { path: '(^|/)drizzle-orm/' },
    },
    {
      name: 'router-is-thin',
      severity: 'error',
      from: { path: '/router\\.ts$' },
      to: { path: '/(schema|[a-z-]*queries)\\.ts$' },
    },
    {
      name: 'standards-are-pure',
      severity: 'error',
      from: { path: '^server/standards/' },
      to: { path: '^(server/(?!standards/)|app/)' },
    },
    {
      name: 'app-talks-trpc',
      severity: 'error',
      from: ui,
      to: { path: '^server/', pathNot: '/inputs\\.ts$|^server/api/root\\.ts$' },
    },
    {
      // The parser here cannot tell a type import; that it is one is held by verbatimModuleSyntax and the script budgets.
      name: 'router-type-in-one-place',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/(_trpc/|api/)' },
      to: { path: '^server/api/root\\.ts$' },
    },
    {
      name: 'server-ignores-ui',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/web\\.ts$' },
      to: { path: '^app/|node_modules/(react|next)/' },
    },
    {
      name: 'subscriptions-in-one-place',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(tasks|subscriptions)\\.ts$|\\.test\\.ts$' },
      to: { path: '^server/subscriptions\\.ts$' },
    },
    {
      name: 'network-by-its-owners',
      severity: 'error',
      // The runner's socket, the web server, mail and the processes that start them: nobody else opens a connection.
      from: {
        path: '^server/',
        pathNot:
          '^server/(labs/|web\\.ts|api/lab-channel\\.ts|api/front-door\\.ts|platform/mail\\.ts|cli/)|\\.test\\.ts$',
      },
      to: { path: '^(node:)?(net|http|https|http2|dgram|tls)$' },
    },
    {
      name: 'e2e-through-fixtures',
      severity: 'error',
      from: { path: '^e2e/', pathNot: '^e2e/fixtures/' },
      to: { path: '^(server|app)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|content)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
