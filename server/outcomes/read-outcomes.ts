import { listRoles, readCatalogue } from '../catalog/index.ts'
import { listCohortsPolicy, listRoster, selectCohortIn, selectOptionalBaseline } from '../cohorts/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { countFunnel, publicCount } from './funnel.ts'
import { listFrozenCohorts, listStageEvents } from './queries.ts'

/** A cohort's funnel over its frozen roster, and the furthest stage of each person on it. @throws AppError `not_found` */
export async function readFunnel(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, listCohortsPolicy, null)
  const { cohort } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  const baseline = await selectOptionalBaseline(ctx, cohort.id)
  const events = await listStageEvents(ctx, [cohort.id])
  const roster = await listRoster(ctx, cohort.id)
  const enrolled = new Set<string>(baseline?.enrolmentIds)
  return {
    frozenAt: baseline?.frozenAt ?? null,
    rosterDigest: baseline?.rosterDigest ?? null,
    dataCut: ctx.now,
    stages: baseline ? countFunnel(baseline.enrolmentIds, events) : null,
    people: roster.map((row) => {
      const reached = events.filter((event) => event.enrolmentId === row.enrolmentId)
      return {
        enrolmentId: row.enrolmentId,
        name: row.name,
        isCounted: enrolled.has(row.enrolmentId),
        stage:
          reached
            .map((event) => event.stage)
            .sort()
            .at(-1) ?? null,
        since: reached.at(-1)?.occurredAt ?? null,
        withdrawnAt: row.withdrawnAt,
      }
    }),
  }
}

/** What anybody may know: per programme, counts over all frozen rosters, small groups left out. */
export async function readPublicOutcomes(ctx: Context) {
  const [{ programmes }, roles, frozen] = await Promise.all([
    readCatalogue(ctx),
    listRoles(ctx),
    listFrozenCohorts(ctx),
  ])
  const events = await listStageEvents(
    ctx,
    frozen.map((row) => row.cohortId),
  )
  return {
    dataCut: ctx.now,
    programmes: programmes.map((programme) => {
      const cohorts = frozen.filter((row) => row.programmeId === programme.id)
      const stages = countFunnel(
        cohorts.flatMap((row) => row.enrolmentIds),
        events,
      )
      const enrolled = stages[0]!.count
      return {
        slug: programme.slug,
        title: programme.title,
        isEvaluation: programme.isEvaluation,
        cohorts: cohorts.length,
        stages: stages.map(({ stage, count }) => ({
          stage,
          count: publicCount(count, stage === 'S0' ? count : enrolled),
        })),
      }
    }),
    roles: roles.map((row) => ({
      slug: row.slug,
      status: row.status,
      definition: row.definition as { name: { en: string; ja: string }; mission: { en: string; ja: string } },
    })),
  }
}
