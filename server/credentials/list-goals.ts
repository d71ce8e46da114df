import { achievementOf, listAchievements, readProgramme } from '../catalog/index.ts'
import { listAcceptedEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { currentEvidence, isShown } from './earned.ts'
import { listCredentialsOf } from './queries.ts'

/** What the signed-in learner can still earn in their programmes, and which of its requirements they have shown. */
export async function listGoals(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const enrolments = await listAcceptedEnrolmentsOf(ctx, personId)
  const ids = [...new Set(enrolments.map(({ cohort }) => cohort.programmeId))]
  const programmes = await Promise.all(ids.map((id) => readProgramme(ctx, id)))
  const codes = new Set(programmes.flatMap(({ programme }) => programme.achievements))
  const activities = new Map(
    programmes.flatMap((one) => one.activities.map(({ activity }) => [activity.code, activity] as const)),
  )
  const [facts, credentials] = await Promise.all([currentEvidence(ctx, personId), listCredentialsOf(ctx, [personId])])
  const held = new Set(
    credentials
      .filter(({ credential }) => credential.revokedAt === null && credential.expiresAt > ctx.now)
      .map(({ credential }) => credential.achievementId),
  )
  return (await listAchievements(ctx))
    .filter(({ id, slug }) => codes.has(slug) && !held.has(id))
    .map((row) => {
      const { code, name, requires } = achievementOf(row)
      return {
        ...{ code, name },
        requires: requires.flatMap((need) => {
          const activity = activities.get(need.activity)
          if (!activity) return []
          const { id, titles: title } = activity
          return { id, title, code: need.activity, mode: need.mode, isShown: isShown(need, facts) }
        }),
      }
    })
    .toSorted((a, b) => a.requires.length - b.requires.length || (a.code < b.code ? -1 : 1))
}
