import { listAssignedCohorts } from '../cohorts/index.ts'
import { type GradeResult, labDefinitionOf } from '../labs/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import { type Context, hasRole } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listNewestGraded, listRecentWork } from './history-queries.ts'
import { selectSubmissionSubject } from './queries.ts'
import { STUCK_AFTER, stuckOn } from './stuck.ts'

const ACTIVE_MINUTES = 5
const STUCK_DAYS = 14

const before = (ctx: Context, minutes: number) => new Date(ctx.now.getTime() - minutes * 60_000)

function failedOf(result: unknown): string[] {
  const graded = result as GradeResult | null
  if (graded?.outcome !== 'graded') return []
  return graded.checks.filter(({ status }) => status !== 'passed').map(({ id }) => id)
}

/**
 * Of the cohorts one teaches: who saved, ran or checked something in the last five minutes, and whose last three
 * submissions to a lab in two weeks failed by the same check.
 * @throws AppError `not_found`
 */
export async function readLive(ctx: Context) {
  const { personId } = requirePerson(ctx)
  if (!hasRole(ctx.actor, 'instructor')) throw new AppError('not_found')
  const cohortIds = await listAssignedCohorts(ctx, personId, 'instructor')
  const [work, graded] = await Promise.all([
    listRecentWork(ctx, cohortIds, before(ctx, ACTIVE_MINUTES)),
    listNewestGraded(ctx, cohortIds, STUCK_AFTER, before(ctx, STUCK_DAYS * 24 * 60)),
  ])
  const stuck = [...Map.groupBy(graded, (row) => `${row.cohort_id} ${row.learner_id} ${row.activity_id}`).values()]
    .map((rows) => ({
      newest: rows[0]!,
      checks: stuckOn(rows.map((row) => ({ isPassed: row.is_passed, failed: failedOf(row.result) }))),
    }))
    .filter(({ checks }) => checks.length > 0)
  return {
    activeMinutes: ACTIVE_MINUTES,
    times: STUCK_AFTER,
    active: work.map(({ cohortId, learnerId, learnerName, mode, code, titles, at }) => ({
      ...{ cohortId, learnerId, learnerName, mode, at, activity: { code, title: titles } },
    })),
    stuck: await Promise.all(
      stuck.map(async ({ newest, checks }) => {
        const { activity, learnerName } = await selectSubmissionSubject(ctx, newest.submission_id)
        const definition = await labDefinitionOf(ctx, newest.version_id)
        return {
          ...{ cohortId: newest.cohort_id, learnerId: newest.learner_id, learnerName },
          ...{ submissionId: newest.submission_id, receivedAt: newest.received_at },
          activity: { code: activity.code, title: activity.titles },
          checks: definition.checks.filter(({ id }) => checks.includes(id)).map(({ title }) => title),
        }
      }),
    ),
  }
}
