import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import { countedAs, leaveOn, standing, stateOf } from './enrolment-status.ts'
import * as policy from './policy.ts'
import { listCohortsIn, selectCohortIn, selectOptionalBaseline } from './queries.ts'
import { listEventsOfCohort, listHistory, listImports, listRosterPeople, selectEnrolment } from './roster-queries.ts'

/** Who is on a cohort's roster and how each stands, the frozen part marked, and the imports. @throws AppError `not_found` */
export async function readRoster(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const { cohort } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  authorise(ctx, policy.manageRoster, cohort)
  const [people, events, imports, baseline] = await Promise.all([
    listRosterPeople(ctx, cohort.id),
    listEventsOfCohort(ctx, cohort.id),
    listImports(ctx, cohort.id),
    selectOptionalBaseline(ctx, cohort.id),
  ])
  const day = dayIn(cohort.zone, ctx.now)
  const byEnrolment = Map.groupBy(events, (event) => event.enrolmentId)
  return {
    baseline: baseline && {
      rosterDigest: baseline.rosterDigest,
      frozenAt: baseline.frozenAt,
      counted: baseline.enrolmentIds.length,
    },
    people: people.map(({ enrolment, name, email }) => {
      const own = byEnrolment.get(enrolment.id) ?? []
      const last = standing(own).at(-1)
      return {
        enrolmentId: enrolment.id,
        name,
        email,
        enrolledAt: enrolment.enrolledAt,
        state: stateOf(enrolment, own, day),
        until: leaveOn(own, day)?.endsOn ?? null,
        since: enrolment.withdrawnAt ? (last?.startsOn ?? null) : null,
        countedAs: countedAs(enrolment, baseline),
        isTransferred: enrolment.transferredFrom !== null,
      }
    }),
    imports: imports.map((row) => ({
      ...row,
      mayUndo: !row.undoneAt && !baseline && row.worked === 0 && row.changed === 0,
    })),
  }
}

/** One learner's way through a cohort, with what may be done about it. @throws AppError `not_found` */
export async function readEnrolment(ctx: Context, input: { enrolmentId: string }) {
  const { enrolment, cohort, name, email } = await selectEnrolment(ctx, input.enrolmentId as Id<'enrolment'>)
  const scope = authorise(ctx, policy.manageRoster, cohort)
  const [history, others, baseline] = await Promise.all([
    listHistory(ctx, enrolment.id),
    listCohortsIn(ctx, scope),
    selectOptionalBaseline(ctx, cohort.id),
  ])
  const events = history.map((row) => row.event)
  const standingIds = new Set(standing(events).map((event) => event.id))
  const targets = others.filter((row) => row.cohort.programmeId === cohort.programmeId && row.cohort.id !== cohort.id)
  const arrivals = await Promise.all(
    events.flatMap((event) => event.toEnrolmentId ?? []).map((id) => selectEnrolment(ctx, id)),
  )
  const origin = enrolment.transferredFrom ? await selectEnrolment(ctx, enrolment.transferredFrom) : null
  return {
    enrolmentId: enrolment.id,
    name,
    email,
    cohort: { id: cohort.id, names: cohort.names, zone: cohort.zone },
    today: dayIn(cohort.zone, ctx.now),
    enrolledAt: enrolment.enrolledAt,
    from: origin && { enrolmentId: origin.enrolment.id, names: origin.cohort.names },
    countedAs: countedAs(enrolment, baseline),
    state: stateOf(enrolment, events, dayIn(cohort.zone, ctx.now)),
    history: history.map(({ event, note, recordedByName }) => ({
      ...event,
      note,
      recordedByName,
      stands: standingIds.has(event.id),
      toNames: arrivals.find((row) => row.enrolment.id === event.toEnrolmentId)?.cohort.names ?? null,
    })),
    targets: targets.map((row) => ({ cohortId: row.cohort.id, names: row.cohort.names })),
  }
}
