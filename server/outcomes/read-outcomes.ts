import { listRoles } from '../catalog/index.ts'
import {
  type Cohort,
  countRosters,
  listCohortsIn,
  listCohortsPolicy,
  listRoster,
  selectCohortIn,
  selectOptionalBaseline,
} from '../cohorts/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import { documentOf } from './count-release.ts'
import { dropsOf, unknownIn } from './drops.ts'
import { STAGES } from './funnel.ts'
import { listStageEvents } from './queries.ts'
import { listNewestReleases } from './release-queries.ts'
import { type CohortCounts, countCohorts, countEndings } from './rollup-queries.ts'

const WINDOW_DAYS = 180

/** The day on which work has to have begun to count: 180 days after the scheduled end. */
function windowEnd(endsOn: string): string {
  return new Date(Date.parse(`${endsOn}T00:00:00Z`) + WINDOW_DAYS * 86_400_000).toISOString().slice(0, 10)
}

const stagesOf = (counts: CohortCounts) => STAGES.map((stage) => ({ stage, count: counts[stage] }))

/** How a frozen cohort converts: counts over its roster, where and why people stopped, and what is not known yet. */
async function readConversion(ctx: Context, cohort: Cohort) {
  const [counts] = await countCohorts(ctx, [cohort.id])
  if (!counts) return null
  const endings = await countEndings(ctx, [cohort.id])
  const { lapsed, deployed, notYetDue } = counts
  const windowEndsOn = windowEnd(cohort.endsOn)
  return {
    ...{ stages: stagesOf(counts), drops: dropsOf(counts, endings), lapsed, deployed, notYetDue, windowEndsOn },
    unknown: unknownIn(endings),
    isWindowOver: dayIn(cohort.zone, ctx.now) > windowEndsOn,
  }
}

/** A cohort's conversion over its frozen roster, and the furthest stage of each person on it. @throws AppError `not_found` */
export async function readFunnel(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, listCohortsPolicy, null)
  const { cohort } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  const baseline = await selectOptionalBaseline(ctx, cohort.id)
  const events = await listStageEvents(ctx, [cohort.id])
  const byEnrolment = Map.groupBy(events, ({ enrolmentId }) => enrolmentId)
  const roster = await listRoster(ctx, cohort.id)
  const enrolled = new Set<string>(baseline?.enrolmentIds)
  return {
    frozenAt: baseline?.frozenAt ?? null,
    rosterDigest: baseline?.rosterDigest ?? null,
    dataCut: ctx.now,
    conversion: baseline ? await readConversion(ctx, cohort) : null,
    people: roster.map((row) => {
      const reached = byEnrolment.get(row.enrolmentId) ?? []
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

/** Every cohort one looks after with its counts, and their sum, by one rollup whatever their number. */
export async function readOverview(ctx: Context) {
  const scope = authorise(ctx, listCohortsPolicy, null)
  const cohorts = await listCohortsIn(ctx, scope)
  const frozen = cohorts.filter(({ frozenAt }) => frozenAt !== null).map(({ cohort }) => cohort.id)
  const waiting = cohorts.filter(({ frozenAt }) => frozenAt === null).map(({ cohort }) => cohort.id)
  const [counts, rosters] = await Promise.all([countCohorts(ctx, frozen), countRosters(ctx, waiting)])
  const byCohort = new Map(counts.map((row) => [row.cohortId, row]))
  return {
    dataCut: ctx.now,
    total: STAGES.map((stage) => ({ stage, count: counts.reduce((sum, row) => sum + row[stage], 0) })),
    cohorts: cohorts.map(({ cohort, ...rest }) => ({
      ...{ ...cohort, ...rest, counts: byCohort.get(cohort.id) ?? null, onRoster: rosters.get(cohort.id) ?? 0 },
    })),
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
