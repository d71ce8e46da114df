import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db/client.ts'
import type { Id } from '../platform/ids.ts'
import { listActivities, selectProgramme } from './queries.ts'
import { programmeOf } from './read-catalogue.ts'

const REMEMBERED_MS = 1_000

async function read(ctx: Context, id: Id<'programme'>) {
  const row = await selectProgramme(ctx, id)
  const programme = programmeOf(row)
  return { titles: row.titles, programme, activities: await listActivities(ctx, programme.courses) }
}

interface Remembered {
  until: number
  answer: ReturnType<typeof read>
}
const remembered = new WeakMap<Db, Map<Id<'programme'>, Remembered>>()

/**
 * A programme with the activities of its courses, in their order. It is the same for every learner and asked for with
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
