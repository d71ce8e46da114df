import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { ensurePeople, inviteLearners } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { startOfDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import { learnersEnrolled } from './events.ts'
import type { ImportRosterInput } from './inputs.ts'
import { judgeRoster } from './judge-roster.ts'
import * as policy from './policy.ts'
import { type Cohort, insertEnrolments, lockCohort } from './queries.ts'
import { insertImport, selectOptionalImport } from './roster-queries.ts'

interface ImportReport {
  enrolled: number
  leftOut: number
}

type Input = z.output<typeof ImportRosterInput>
type Judged = Awaited<ReturnType<typeof judgeRoster>>

/** The report of an import that was done before under this id; null for one that is new. */
async function reportBefore(ctx: Context, cohort: Cohort, input: Input): Promise<ImportReport | null> {
  const before = await selectOptionalImport(ctx, input.importId as Id<'rosterImport'>)
  if (!before) return null
  const isSame = before.cohortId === cohort.id && before.fileDigest === digestOf(Buffer.from(input.file, 'base64'))
  if (!isSame) throw new AppError('conflict', { reason: 'idTaken' })
  if (before.undoneAt) throw new AppError('conflict', { reason: 'importUndone' })
  return { enrolled: before.enrolled, leftOut: before.leftOut }
}

function refuseFaults({ rows, faults, blocking }: Judged, leaveOutFaulty: boolean): void {
  const count = blocking.length + faults.length
  if (blocking.length > 0 || (count > 0 && !leaveOutFaulty))
    throw new AppError('precondition_failed', { reason: 'rosterHasFaults', params: { count } })
  if (rows.length === 0) throw new AppError('precondition_failed', { reason: 'nothingToImport' })
}

async function writeImport(ctx: Context, cohort: Cohort, input: Input, judged: Judged): Promise<ImportReport> {
  const id = input.importId as Id<'rosterImport'>
  const { rows, faults, members, fileDigest } = judged
  const people = await ensurePeople(ctx, rows)
  const enrolmentIds = await insertEnrolments(
    ctx,
    rows.map(({ email, name, enrolledOn }) => {
      const learnerId = people.get(email)?.personId
      if (!learnerId) throw new AppError('precondition_failed', { reason: 'addressClosed', params: { email } })
      const enrolledAt = enrolledOn ? startOfDay(cohort.zone, enrolledOn) : ctx.now
      return { id: newId<'enrolment'>(), learnerId, cohortId: cohort.id, enrolledAt, rosterName: name, importId: id }
    }),
  )
  const invited = input.invite ? rows.filter((row) => !members.has(row.email)) : []
  const invitations = await inviteLearners(ctx, cohort.partnerId, invited, actorId(ctx.actor))
  const createdPeople = [...people.values()].filter((person) => person.isNew).map((person) => person.personId)
  const report = { enrolled: enrolmentIds.length, leftOut: faults.length }
  const made = { createdPeople, invitations, importedAt: ctx.now }
  await insertImport(ctx, { id, cohortId: cohort.id, fileDigest, ...report, ...made })
  await record(ctx, 'roster.import', { type: 'rosterImport', id }, { cohortId: cohort.id, fileDigest, ...report })
  await emit(ctx, learnersEnrolled, { cohortId: cohort.id, enrolmentIds })
  return report
}

/**
 * Puts the people of a file on a roster in one transaction: creates who is new, invites who is not of the partner yet,
 * and enrols them. The same import id again does nothing and gives the same report.
 * @throws AppError `not_found`, `precondition_failed` (rosterHasFaults, nothingToImport, addressClosed), `conflict`
 * (importUndone, idTaken), `invalid_input` (notInEncoding, unknownEncoding), `too_large`, `rate_limited`
 */
export async function importRoster(ctx: Context, input: Input): Promise<ImportReport> {
  await limitRate(ctx, `import-roster:${actorId(ctx.actor)}`, { max: 60, windowSeconds: 3600 })
  return inTransaction(ctx, async (ctx) => {
    const cohort = await lockCohort(ctx, input.cohortId as Id<'cohort'>)
    const scope = authorise(ctx, policy.manageRoster, cohort)
    const before = await reportBefore(ctx, cohort, input)
    if (before) return before
    const judged = await judgeRoster(ctx, cohort, scope, input)
    refuseFaults(judged, input.leaveOutFaulty)
    return writeImport(ctx, cohort, input, judged)
  })
}
