import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import { likePattern } from '../platform/find-words.ts'
import type { Id } from '../platform/ids.ts'
import { enrolments } from './schema.ts'

/** People on the rosters of some cohorts whose name holds every word. */
export async function listNamed(
  ctx: Context,
  cohortIds: readonly Id<'cohort'>[],
  words: readonly string[],
  limit: number,
) {
  if (cohortIds.length === 0) return []
  const name = sql<string>`coalesce(${enrolments.rosterName}, ${people.name})`
  return ctx.db
    .select({ enrolmentId: enrolments.id, cohortId: enrolments.cohortId, name })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.learnerId))
    .where(
      and(
        inArray(enrolments.cohortId, [...cohortIds]),
        isNull(enrolments.withdrawnAt),
        ...words.map((word) => sql`lower(normalize(${name}, NFKC)) like ${likePattern(word)}`),
      ),
    )
    .orderBy(name, asc(enrolments.id))
    .limit(limit)
}
