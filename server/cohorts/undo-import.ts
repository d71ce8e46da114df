import { record } from '../audit/index.ts'
import { removeUnjoined } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { enrolmentsRemoved } from './events.ts'
import * as policy from './policy.ts'
import { lockCohort, selectOptionalBaseline } from './queries.ts'
import {
  countChanged,
  deleteEnrolments,
  listUnenrolled,
  lockEnrolmentsOfImport,
  markImportUndone,
  selectOptionalImport,
} from './roster-queries.ts'

/**
 * Removes what an import made and nothing else: its enrolments, the invitations nobody followed, and the people it
 * created who never came and are on no other roster. Undoing again changes nothing.
 * @throws AppError `not_found`, `conflict` (undoFrozen), `precondition_failed` (undoWorked, undoChanged)
 */
export async function undoImport(ctx: Context, input: { importId: string }): Promise<void> {
  const id = input.importId as Id<'rosterImport'>
  await inTransaction(ctx, async (ctx) => {
    const found = await selectOptionalImport(ctx, id)
    if (!found) throw new AppError('not_found')
    authorise(ctx, policy.manageRoster, await lockCohort(ctx, found.cohortId))
    const current = await selectOptionalImport(ctx, id)
    if (current?.undoneAt) return
    if (await selectOptionalBaseline(ctx, found.cohortId)) throw new AppError('conflict', { reason: 'undoFrozen' })
    const enrolments = await lockEnrolmentsOfImport(ctx, id)
    const enrolmentIds = enrolments.map((enrolment) => enrolment.id)
    const worked = enrolments.filter((enrolment) => enrolment.workedAt !== null).length
    if (worked > 0) throw new AppError('precondition_failed', { reason: 'undoWorked', params: { count: worked } })
    if ((await countChanged(ctx, enrolmentIds)) > 0)
      throw new AppError('precondition_failed', { reason: 'undoChanged' })
    await deleteEnrolments(ctx, enrolmentIds)
    const removed = await removeUnjoined(ctx, found.invitations, await listUnenrolled(ctx, found.createdPeople))
    await markImportUndone(ctx, id)
    const counts = { enrolments: enrolmentIds.length, people: removed.people }
    await record(ctx, 'roster.undoImport', { type: 'rosterImport', id }, { cohortId: found.cohortId, ...counts })
    await emit(ctx, enrolmentsRemoved, { cohortId: found.cohortId, enrolmentIds })
  })
}
