import { createHash } from 'node:crypto'
import { derivedId } from '../../platform/ids.ts'

export const personId = (slug: string) => derivedId<'person'>('evaluation', 'person', slug)
export const organisationId = (slug: string) => derivedId<'organisation'>('evaluation', 'organisation', slug)

export interface PlannedCohort {
  slug: string
  partner: 'hibari' | 'suzume' | 'kawasemi'
  names: { en: string; ja: string }
  /** Days before today. */
  startsAgo: number
  endsAgo: number
  /** Of those who begin: the share who sit the assessment, and who pass it. */
  sits: number
  passes: number
}

/** HISTORY=4 makes a small past for tests, HISTORY=0 none. */
export const LEARNERS_PER_COHORT = Number(process.env.HISTORY ?? 32)

/** Each of them practises three labs more, which are graded as any other: a first start should not take longer for it. */
const OBSERVED_PER_COHORT = 6

/** Three cohorts that ran before today; with the one that runs now they make 120 learners of three partners. */
export const COHORTS: readonly PlannedCohort[] = [
  {
    ...{ slug: 'hibari-day-1', partner: 'hibari', names: { en: 'Hibari Institute, day 1', ja: 'ひばり学院 昼間1期' } },
    ...{ startsAgo: 420, endsAgo: 270, sits: 0.85, passes: 0.85 },
  },
  {
    ...{
      slug: 'suzume-weekend-1',
      partner: 'suzume',
      names: { en: 'Suzume Academy, weekend 1', ja: 'すずめアカデミー 週末1期' },
    },
    ...{ startsAgo: 250, endsAgo: 100, sits: 0.7, passes: 0.7 },
  },
  {
    ...{
      slug: 'kawasemi-evening-0',
      partner: 'kawasemi',
      names: { en: 'Kawasemi Works, evening 0', ja: 'かわせみワークス 夜間0期' },
    },
    ...{ startsAgo: 160, endsAgo: 12, sits: 0.8, passes: 0.8 },
  },
]

export interface PlannedLearner {
  slug: string
  name: string
  /** Days after the cohort began; null for what never happens. */
  studiesAfter: number | null
  sitsAfter: number | null
  passes: boolean
  observedAfter: number | null
  hiredAfter: number | null
  /** Whether they are still there at day 90 and at day 180. */
  stays: [boolean, boolean]
  withdraws: { after: number; reason: 'work' | 'personal' | 'moved_away' | 'found_job' | 'not_suited' } | null
}

const FAMILIES = ['Abe', 'Baba', 'Doi', 'Eguchi', 'Fukuda', 'Hara', 'Imai', 'Kaneko', 'Matsui', 'Nagai', 'Oda', 'Sano']
const GIVEN = [
  'Akari',
  'Chihiro',
  'Eiji',
  'Haruka',
  'Itsuki',
  'Kaito',
  'Minori',
  'Naoki',
  'Rin',
  'Satsuki',
  'Toru',
  'Yuki',
]
const REASONS = ['work', 'personal', 'moved_away', 'found_job', 'not_suited'] as const

/** A number from 0 to 1 that is the same at every start. */
function draw(...about: (string | number)[]): number {
  return createHash('sha256').update(about.join('/')).digest().readUInt32BE(0) / 2 ** 32
}

const between = (low: number, high: number, part: number) => Math.round(low + (high - low) * part)

/** When the employer writes a cohort's opening, in days after it began. */
export function openingAfter(cohort: PlannedCohort): number {
  return cohort.startsAgo - cohort.endsAgo - 50
}

export const cohortIdOf = ({ slug }: PlannedCohort) => derivedId<'cohort'>('evaluation', 'cohort', slug)

function planLearner(cohort: PlannedCohort, index: number, nth: number): PlannedLearner {
  const chance = (what: string) => draw(cohort.slug, index, what)
  const name = `${GIVEN[(nth * 5 + Math.floor(nth / 12)) % 12]} ${FAMILIES[nth % 12]}`
  const length = cohort.startsAgo - cohort.endsAgo
  const begins = chance('begins') < 0.94
  const leaves = chance('leaves') < 0.14
  const leavesAfter = between(15, length - 40, chance('when'))
  // Two sit at a time, as two machines would: the sandboxes of both run beside each other.
  const pair = Math.floor(index / 2)
  const sitsAfter = between(60, length - 12, draw(cohort.slug, pair, 'day'))
  const sits = begins && chance('sits') < cohort.sits && !(leaves && leavesAfter <= sitsAfter)
  const passes = chance('passes') < cohort.passes
  const observedAfter = sits && passes && chance('observed') < 0.75 ? sitsAfter + between(2, 9, chance('soon')) : null
  const offered = Math.max(observedAfter ?? 0, openingAfter(cohort))
  return {
    ...{ slug: `${cohort.slug}-${index}`, name },
    studiesAfter: begins ? between(2, 45, chance('studies')) : null,
    sitsAfter: sits ? sitsAfter : null,
    passes,
    observedAfter,
    hiredAfter: observedAfter !== null && chance('hired') < 0.85 ? offered + between(4, 45, chance('offer')) : null,
    stays: [chance('day90') < 0.95, chance('day180') < 0.9],
    withdraws:
      leaves && !(sits && passes) ? { after: leavesAfter, reason: REASONS[Math.floor(chance('why') * 5)]! } : null,
  }
}

export function planLearners(cohort: PlannedCohort): PlannedLearner[] {
  const before = COHORTS.indexOf(cohort) * LEARNERS_PER_COHORT
  const learners = Array.from({ length: LEARNERS_PER_COHORT }, (_, index) => planLearner(cohort, index, before + index))
  const seen = learners.filter(({ observedAfter }) => observedAfter !== null).slice(0, OBSERVED_PER_COHORT)
  return learners.map((learner) =>
    seen.includes(learner) ? learner : { ...learner, observedAfter: null, hiredAfter: null },
  )
}

/** People who acted in those cohorts. They have no door of their own: the personas are of today. */
export const STAFF = [
  { slug: 'past-proctor', name: 'Chika Hamada', role: 'proctor', organisation: 'musashino' },
  { slug: 'past-assessor', name: 'Osamu Kitagawa', role: 'assessor', organisation: 'musashino' },
  { slug: 'past-instructor-hibari', name: 'Kiyoshi Tanabe', role: 'instructor', organisation: 'hibari' },
  { slug: 'past-instructor-suzume', name: 'Noriko Ueda', role: 'instructor', organisation: 'suzume' },
] as const

/** Who taught a cohort: of Kawasemi the persona does, so that an instructor has a past to look at. */
export function instructorOf(cohort: PlannedCohort): string {
  return cohort.partner === 'kawasemi' ? 'instructor' : `past-instructor-${cohort.partner}`
}
