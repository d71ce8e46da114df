import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { readProgramme, selectOptionalOwnedLab } from '../catalog/index.ts'
import { authorise, requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { gradesReleased } from './events.ts'
import { endHold, insertHold, listInstructorsOf, selectOptionalHold } from './hold-queries.ts'
import type { HoldGradesInput, ReleaseGradesInput } from './inputs.ts'
import * as policy from './policy.ts'
import { type Cohort, selectOptionalCohort } from './queries.ts'

async function requireTaught(ctx: Context, cohortId: Id<'cohort'>) {
  const taughtBy = await listInstructorsOf(ctx, cohortId)
  authorise(ctx, policy.teachCohort, { taughtBy })
}

/** A lab of the cohort's programme, or one that the organisation which teaches it made for its own cohorts. */
async function isLabOf(ctx: Context, cohort: Cohort, activityId: Id<'activity'>): Promise<boolean> {
  const { activities } = await readProgramme(ctx, cohort.programmeId)
  if (activities.some(({ activity }) => activity.id === activityId && activity.kind === 'lab')) return true
  return (await selectOptionalOwnedLab(ctx, activityId))?.ownerId === cohort.partnerId
}

/**
 * Lets the grades of a lab wait in a cohort until they are released: those of practice that nobody was told yet. Where they
 * wait already, it changes nothing.
 * @throws AppError `not_found`
 */
export async function holdGrades(ctx: Context, input: z.output<typeof HoldGradesInput>): Promise<void> {
  const cohortId = input.cohortId as Id<'cohort'>
  await requireTaught(ctx, cohortId)
  const cohort = await selectOptionalCohort(ctx, cohortId)
  const activityId = input.activityId as Id<'activity'>
  if (!(await isLabOf(ctx, cohort!, activityId))) throw new AppError('not_found')
  await inTransaction(ctx, async (ctx) => {
    const { personId: heldBy } = requirePerson(ctx)
    const hold = { id: input.holdId as Id<'gradeHold'>, cohortId, activityId, heldAt: ctx.now, heldBy }
    if (!(await insertHold(ctx, hold))) return
    await record(ctx, 'grades.hold', { type: 'gradeHold', id: hold.id }, { cohortId, activityId })
  })
}

/** Shows everybody the grades that waited, and tells them. Again, it changes nothing. @throws AppError `not_found` */
export async function releaseGrades(ctx: Context, input: z.output<typeof ReleaseGradesInput>): Promise<void> {
  const { personId } = requirePerson(ctx)
  const hold = await selectOptionalHold(ctx, input.holdId as Id<'gradeHold'>)
  if (!hold) throw new AppError('not_found')
  await requireTaught(ctx, hold.cohortId)
  await inTransaction(ctx, async (ctx) => {
    if (!(await endHold(ctx, hold.id, personId))) return
    const { cohortId, activityId } = hold
    await record(ctx, 'grades.release', { type: 'gradeHold', id: hold.id }, { cohortId, activityId })
    await emit(ctx, gradesReleased, { holdId: hold.id, cohortId, activityId, heldAt: hold.heldAt.toISOString() })
  })
}
