import { listRoles } from '../catalog/index.ts'
import { listCohortsPolicy, listRoster, selectCohortIn, selectOptionalBaseline } from '../cohorts/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { documentOf } from './count-release.ts'
import { countFunnel } from './funnel.ts'
import { listStageEvents } from './queries.ts'
import { listNewestReleases } from './release-queries.ts'

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

/** What anybody may know: the newest signed release of each programme, as it was published. */
export async function readPublicOutcomes(ctx: Context) {
  const [roles, newest] = await Promise.all([listRoles(ctx), listNewestReleases(ctx)])
  return {
    releases: newest.map(({ release }) => {
      const { programme, dataCut, rows, figures } = documentOf(release)
      return {
        ...{ releaseId: release.id, programme, dataCut: new Date(dataCut) },
        rows: rows.map((row) => ({ ...row, cells: figures.filter((figure) => figure.row === row.row) })),
      }
    }),
    roles: roles.map((row) => ({
      slug: row.slug,
      status: row.status,
      definition: row.definition as { name: { en: string; ja: string }; mission: { en: string; ja: string } },
    })),
  }
}
