import type { z } from 'zod'
import { listPeopleByEmails } from '../identity/index.ts'
import type { Scope } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, type Id } from '../platform/ids.ts'
import { FILE_LIMIT_BYTES, type RosterFileInput } from './inputs.ts'
import type { Cohort } from './queries.ts'
import { decodeRoster, parseRoster, type RosterFault, type RosterRow } from './roster-file.ts'
import { listEnrolledAmong, listRosterPeople } from './roster-queries.ts'

export type RosterFileArgs = z.output<typeof RosterFileInput>

/** Organisations whose people the actor sees anyway: telling that somebody belongs to one of them gives nothing away. */
function visibleOrganisations(scope: Scope, cohort: Cohort): Id<'organisation'>[] {
  return scope.kind === 'partners' ? [cohort.partnerId] : [cohort.partnerId, cohort.ownerId]
}

/**
 * Reads a file against the cohort as it is now. Somebody known to another organisation alone looks like somebody new:
 * who belongs where is nobody else's to learn.
 */
export async function judgeRoster(ctx: Context, cohort: Cohort, scope: Scope, { file, encoding }: RosterFileArgs) {
  const bytes = Buffer.from(file, 'base64')
  if (bytes.length > FILE_LIMIT_BYTES) throw new AppError('too_large', { reason: 'fileTooLarge' })
  const decoded = decodeRoster(bytes, encoding)
  const parsed = parseRoster(decoded.text, dayIn(cohort.zone, ctx.now))
  const roster = new Map(
    (await listRosterPeople(ctx, cohort.id)).map(({ email, enrolment }) => [email.toLowerCase(), enrolment]),
  )
  const known = await listPeopleByEmails(
    ctx,
    parsed.rows.map((row) => row.email),
  )
  const enrolledAmong = new Set(
    await listEnrolledAmong(
      ctx,
      scope,
      known.map((person) => person.personId),
    ),
  )
  const visible = visibleOrganisations(scope, cohort)
  const seen = known.filter(
    ({ personId, organisationIds }) =>
      enrolledAmong.has(personId) || organisationIds.some((organisationId) => visible.includes(organisationId)),
  )
  const familiar = new Set(seen.map((person) => person.email))
  const faults: RosterFault[] = [...parsed.faults]
  const rows: (RosterRow & { isKnown: boolean })[] = []
  for (const row of parsed.rows) {
    const enrolment = roster.get(row.email)
    const kind = enrolment?.withdrawnAt ? 'enrolledAndLeft' : 'alreadyEnrolled'
    if (enrolment) faults.push({ line: row.line, kind, value: row.email, other: null })
    else rows.push({ ...row, isKnown: familiar.has(row.email) })
  }
  const members = new Set(
    known.filter((person) => person.organisationIds.includes(cohort.partnerId)).map((person) => person.email),
  )
  return {
    encoding: decoded.encoding,
    fileDigest: digestOf(bytes),
    rows,
    faults: faults.toSorted((a, b) => a.line - b.line),
    blocking: parsed.blocking,
    members,
  }
}
