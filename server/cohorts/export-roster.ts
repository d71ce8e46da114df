import { stringify } from 'csv-stringify/sync'
import iconv from 'iconv-lite'
import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { stateOf } from './enrolment-status.ts'
import type { ExportRosterInput } from './inputs.ts'
import * as policy from './policy.ts'
import { selectCohortIn, selectOptionalBaseline } from './queries.ts'
import { listEventsOfCohort, listRosterPeople } from './roster-queries.ts'

/** Rows as RFC 4180; a cell that a spreadsheet would run as a formula is kept from it. */
export function rosterCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: '\r\n' },
  )
}

/** @throws AppError `precondition_failed` (notInShiftJis) rather than losing a letter of somebody's name */
export function encodeRoster(text: string, encoding: z.output<typeof ExportRosterInput>['encoding']): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`)
  const bytes = iconv.encode(text, 'Shift_JIS')
  if (iconv.decode(bytes, 'Shift_JIS') !== text) throw new AppError('precondition_failed', { reason: 'notInShiftJis' })
  return bytes
}

/**
 * The roster as a file, with addresses: taking it out is an audit event.
 * @throws AppError `not_found`, `precondition_failed` (notInShiftJis)
 */
export async function exportRoster(
  ctx: Context,
  input: z.output<typeof ExportRosterInput>,
): Promise<{ file: string; day: string }> {
  return inTransaction(ctx, async (ctx) => {
    const scope = authorise(ctx, policy.listCohorts, null)
    const { cohort } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
    authorise(ctx, policy.manageRoster, cohort)
    const [people, events, baseline] = await Promise.all([
      listRosterPeople(ctx, cohort.id),
      listEventsOfCohort(ctx, cohort.id),
      selectOptionalBaseline(ctx, cohort.id),
    ])
    const day = dayIn(cohort.zone, ctx.now)
    const rows = people.map(({ name, email, enrolment }) => {
      const own = events.filter((event) => event.enrolmentId === enrolment.id)
      const counted = baseline ? (baseline.enrolmentIds.includes(enrolment.id) ? 'yes' : 'no') : ''
      return [name, email, dayIn(cohort.zone, enrolment.enrolledAt), stateOf(enrolment, own, day), counted]
    })
    const text = rosterCsv([['name', 'email', 'enrolled_on', 'state', 'counted'], ...rows])
    const file = encodeRoster(text, input.encoding).toString('base64')
    await record(ctx, 'roster.export', { type: 'cohort', id: cohort.id }, { people: rows.length })
    return { file, day }
  })
}
