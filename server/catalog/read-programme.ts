import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db/client.ts'
import type { Id } from '../platform/ids.ts'
import type { Programme } from './content/schemas.ts'
import { listAchievements, listActivities, selectProgramme } from './queries.ts'
import { achievementOf, programmeOf } from './read-catalogue.ts'

type Found = Awaited<ReturnType<typeof listActivities>>[number]

const isRequired = ({ required }: Programme, { course, module }: Found): boolean =>
  required?.includes(`${course.slug}/${module.slug}`) ?? true

/** What a proctor watches for the programme's achievements, in their order. */
function certifyingOf(
  programme: Programme,
  achievements: Awaited<ReturnType<typeof listAchievements>>,
  activities: readonly Found[],
): Id<'activity'>[] {
  const codes = programme.achievements
    .flatMap((slug) => achievements.find((row) => row.slug === slug) ?? [])
    .flatMap((row) => achievementOf(row).requires)
    .flatMap(({ activity, mode }) => (mode === 'proctored' ? activity : []))
  return [...new Set(codes)].flatMap(
    (code) => activities.find(({ activity }) => activity.code === code)?.activity.id ?? [],
  )
}

const REMEMBERED_MS = 1_000

async function read(ctx: Context, id: Id<'programme'>) {
  const row = await selectProgramme(ctx, id)
  const programme = programmeOf(row)
  const [rows, achievements] = await Promise.all([listActivities(ctx, programme.courses), listAchievements(ctx)])
  const place = new Map(programme.courses.map((slug, index) => [slug, index]))
  const activities = rows
    .map((found) => ({ ...found, isRequired: isRequired(programme, found) }))
    .toSorted((a, b) => place.get(a.course.slug)! - place.get(b.course.slug)!)
  return { titles: row.titles, programme, activities, certifying: certifyingOf(programme, achievements, activities) }
}

interface Remembered {
  until: number
  answer: ReturnType<typeof read>
}
const remembered = new WeakMap<Db, Map<Id<'programme'>, Remembered>>()

/**
 * A programme with the activities of its courses, in their order, and what certifies. It is the same for every learner and asked for with
 * every page, so this process remembers it for a second: what was published meanwhile is seen then.
 * @throws AppError `not_found`
 */
export async function readProgramme(ctx: Context, id: Id<'programme'>): ReturnType<typeof read> {
  const ofDb = remembered.get(ctx.db) ?? new Map<Id<'programme'>, Remembered>()
  remembered.set(ctx.db, ofDb)
  const known = ofDb.get(id)
  if (known && known.until > performance.now()) return known.answer
  const answer = read(ctx, id)
  ofDb.set(id, { until: performance.now() + REMEMBERED_MS, answer })
  answer.catch(() => ofDb.delete(id))
  return answer
}
