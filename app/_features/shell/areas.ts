export const AREAS = [
  {
    area: 'learn',
    roles: ['learner'],
    screens: ['learn', 'courses', 'labs', 'results', 'roles', 'credentials', 'sharing'],
  },
  { area: 'teach', roles: ['instructor'], screens: ['teach', 'submissions', 'studio', 'holds'] },
  { area: 'assess', roles: ['proctor', 'assessor'], screens: ['assess'] },
  {
    area: 'manage',
    roles: ['programme_manager', 'partner_manager'],
    screens: ['cohorts', 'programmes', 'releases', 'people', 'admitted'],
  },
  { area: 'hire', roles: ['employer'], screens: ['hire', 'openings', 'placements', 'verify'] },
  { area: 'audit', roles: ['auditor'], screens: ['audit', 'grades', 'published'] },
  {
    area: 'operate',
    roles: ['operator'],
    screens: [
      'operate',
      'queues',
      'organisations',
      'employers',
      'invite',
      'egress',
      'keys',
      'quotas',
      'backups',
      'upgrade',
    ],
  },
] as const

export type Area = (typeof AREAS)[number]['area']
export type Screen = (typeof AREAS)[number]['screens'][number]

export const PATHS: Record<Screen, string> = {
  learn: '/learn',
  courses: '/learn/courses',
  labs: '/learn/labs',
  results: '/learn/results',
  roles: '/learn/roles',
  credentials: '/learn/credentials',
  sharing: '/learn/sharing',
  teach: '/teach',
  submissions: '/teach/submissions',
  studio: '/teach/studio',
  holds: '/teach/grades',
  assess: '/assess',
  cohorts: '/manage',
  programmes: '/manage/programmes',
  releases: '/manage/releases',
  people: '/manage/people',
  admitted: '/manage/employers',
  hire: '/hire',
  openings: '/hire/openings',
  placements: '/hire/placements',
  verify: '/verify',
  audit: '/audit',
  grades: '/audit/grades',
  published: '/audit/releases',
  operate: '/operate',
  egress: '/operate/egress',
  keys: '/operate/keys',
  queues: '/operate/queues',
  quotas: '/operate/quotas',
  backups: '/operate/backups',
  upgrade: '/operate/upgrade',
  organisations: '/operate/organisations',
  employers: '/operate/employers',
  invite: '/operate/people',
}

/** Where a person begins: the first screen of their first area, or their account while no organisation has them. */
export function homeOf(roles: readonly string[]): { area: Area | null; href: string } {
  const first = areasOf(roles)[0]
  return first ? { area: first.area, href: PATHS[first.screens[0]] } : { area: null, href: '/account' }
}

/** A screen of an area that not all of its roles have: a partner runs cohorts of programmes that others own. */
const ONLY_FOR: Partial<Record<Screen, string>> = {
  programmes: 'programme_manager',
  releases: 'programme_manager',
  admitted: 'programme_manager',
}

/** The areas a person may enter, by their roles, in the order of the house, each with the screens that are theirs. */
export function areasOf(roles: readonly string[]) {
  return AREAS.filter((entry) => entry.roles.some((role) => roles.includes(role))).map(
    ({ area, screens: [first, ...others] }) => ({
      area,
      screens: [first, ...others.filter((screen) => !ONLY_FOR[screen] || roles.includes(ONLY_FOR[screen]))] as const,
    }),
  )
}

export type Areas = ReturnType<typeof areasOf>

/** Tells apart people who have other screens: two roles of one area may differ. */
export function keyOf(areas: Areas): string {
  return areas.map(({ area, screens }) => `${area}:${screens.join()}`).join(' ')
}
