import { readProgramme } from '../catalog/index.ts'
import { listAcceptedEnrolmentsOf } from '../cohorts/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { listToldProgress } from './queries.ts'

/** The learner's programmes with every activity and where they are in it. */
export async function readPath(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const [rows, enrolments] = await Promise.all([
    listToldProgress(ctx, personId),
    listAcceptedEnrolmentsOf(ctx, personId),
  ])
  const progress = new Map(rows.map((row) => [row.activityId, row]))
  return Promise.all(
    enrolments.map(async ({ enrolmentId, cohort, partnerNames }) => {
      const { titles, programme, activities, certifying } = await readProgramme(ctx, cohort.programmeId)
      return {
        enrolmentId,
        cohort: { id: cohort.id, names: cohort.names, endsOn: cohort.endsOn, zone: cohort.zone, partnerNames },
        programme: { title: titles, isEvaluation: programme.evaluation, achievements: programme.achievements },
        /** Ids of what a proctor watches, in the order in which one takes it. */
        certifying,
        activities: activities.map(({ activity, module, course, isRequired }) => {
          const state = progress.get(activity.id)
          return {
            id: activity.id,
            kind: activity.kind,
            slug: activity.slug,
            code: activity.code,
            title: activity.titles,
            minutes: activity.minutes,
            competencies: activity.competencies,
            isRequired,
            module: { title: module.titles, slug: module.slug },
            course: { code: course.code, slug: course.slug, title: course.titles, summary: course.summaries },
            state: state?.completedAt ? ('completed' as const) : state ? ('started' as const) : ('open' as const),
            completedAt: state?.completedAt ?? null,
            bestScore: state?.bestScore ?? null,
          }
        }),
      }
    }),
  )
}
