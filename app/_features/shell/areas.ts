export const AREAS = [
  { area: 'learn', roles: ['learner'], screens: ['learn', 'courses', 'labs', 'results', 'credentials'] },
  { area: 'teach', roles: ['instructor'], screens: ['teach', 'submissions'] },
  { area: 'assess', roles: ['proctor', 'assessor'], screens: ['assess'] },
  { area: 'manage', roles: ['programme_manager', 'partner_manager'], screens: ['cohorts', 'people'] },
  { area: 'hire', roles: ['employer'], screens: ['hire', 'verify'] },
  { area: 'audit', roles: ['auditor'], screens: ['audit', 'grades'] },
  { area: 'operate', roles: ['operator'], screens: ['operate', 'invite'] },
] as const

export type Area = (typeof AREAS)[number]['area']
export type Screen = (typeof AREAS)[number]['screens'][number]

export const PATHS: Record<Screen, string> = {
  learn: '/learn',
  courses: '/learn/courses',
  labs: '/learn/labs',
  results: '/learn/results',
  credentials: '/learn/credentials',
  teach: '/teach',
  submissions: '/teach/submissions',
  assess: '/assess',
  cohorts: '/manage',
  people: '/manage/people',
  hire: '/hire',
  verify: '/verify',
  audit: '/audit',
  grades: '/audit/grades',
  operate: '/operate',
  invite: '/operate/people',
}

/** Where a person begins: the first screen of their first area, or their account while no organisation has them. */
export function homeOf(roles: readonly string[]): { area: Area | null; href: string } {
  const first = areasOf(roles)[0]
  return first ? { area: first.area, href: PATHS[first.screens[0]] } : { area: null, href: '/account' }
}

/** The areas a person may enter, by their roles, in the order of the house. */
export function areasOf(roles: readonly string[]): (typeof AREAS)[number][] {
  return AREAS.filter((entry) => entry.roles.some((role) => roles.includes(role)))
}
