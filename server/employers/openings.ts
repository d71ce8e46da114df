import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { listRoles, roleOf } from '../catalog/index.ts'
import { selectOptionalOrganisation } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import { type Context, organisationsWhere } from '../platform/context.ts'
import { requireDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import { emit } from '../platform/events.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { countLiveConsents, lockConsents } from './consent-queries.ts'
import { isOver } from './days.ts'
import { openingPublished } from './events.ts'
import type { CreateOpeningInput, UpdateOpeningInput } from './inputs.ts'
import { requireCountry } from './join-as-employer.ts'
import {
  countNotices,
  insertOpening,
  listOpeningsIn,
  lockOpeningIn,
  type Opening,
  selectOpeningIn,
  selectOptionalOpening,
  updateOpening as updateRow,
} from './opening-queries.ts'
import * as policy from './policy.ts'

export async function roleNames(ctx: Context) {
  return new Map((await listRoles(ctx)).map((row) => [roleOf(row).code, roleOf(row).name]))
}

/** What becomes of an opening: it takes consents, its closing date has passed, or it was closed and shows nobody. */
export function stateOf(opening: Opening, now: Date): 'open' | 'over' | 'closed' {
  if (opening.closedAt) return 'closed'
  return isOver(opening.closesOn, now) ? 'over' : 'open'
}

function requireToCome(ctx: Context, closesOn: string): void {
  requireDay(closesOn)
  if (isOver(closesOn, ctx.now)) throw new AppError('invalid_input', { reason: 'closesInPast' })
}

/** What a new opening may be made of: one's organisations, and the roles that are offered. */
export async function readOpeningChoices(ctx: Context) {
  authorise(ctx, policy.hire, null)
  const ids = organisationsWhere(ctx.actor, 'employer')
  const [organisations, roles] = await Promise.all([
    Promise.all(ids.map((id) => selectOptionalOrganisation(ctx, id))),
    listRoles(ctx),
  ])
  return {
    organisations: organisations.flatMap((row) =>
      row ? [{ id: row.id, names: row.names, country: row.country }] : [],
    ),
    roles: roles
      .filter(({ status }) => status === 'open')
      .map((row) => ({ code: roleOf(row).code, name: roleOf(row).name })),
  }
}

/**
 * Publishes an opening on a role that is offered; learners who are ready for it are told. The same id again changes
 * nothing.
 * @throws AppError `not_found`, `invalid_input` (roleNotOpen, noSuchCountry, noSuchDate, closesInPast),
 *   `precondition_failed` (organisationHasNoCountry), `conflict` (idTaken)
 */
export async function createOpening(ctx: Context, input: z.output<typeof CreateOpeningInput>): Promise<void> {
  const { openingId, organisationId, ...facts } = input
  const id = openingId as Id<'opening'>
  const ofOrganisation = organisationId as Id<'organisation'>
  authorise(ctx, policy.hireFor, { organisationId: ofOrganisation })
  requireCountry(facts.country)
  requireToCome(ctx, facts.closesOn)
  const roles = (await readOpeningChoices(ctx)).roles.map(({ code }) => code)
  if (!roles.includes(facts.roleCode)) throw new AppError('invalid_input', { reason: 'roleNotOpen' })
  await inTransaction(ctx, async (ctx) => {
    const organisation = await selectOptionalOrganisation(ctx, ofOrganisation)
    if (organisation?.kind !== 'employer') throw new AppError('not_found')
    if (!organisation.country) throw new AppError('precondition_failed', { reason: 'organisationHasNoCountry' })
    if (!(await insertOpening(ctx, { ...facts, id, organisationId: ofOrganisation, createdAt: ctx.now }))) {
      const known = await selectOptionalOpening(ctx, id)
      if (known?.organisationId !== organisationId) throw new AppError('conflict', { reason: 'idTaken' })
      return
    }
    await record(ctx, 'opening.create', { type: 'opening', id }, { organisationId, role: facts.roleCode })
    await emit(ctx, openingPublished, { openingId: id })
  })
}

/**
 * Changes an opening that was not closed; role, country and purpose stay, for consents name them.
 * @throws AppError `not_found`, `conflict` (openingClosed), `invalid_input` (noSuchDate, closesInPast)
 */
export async function updateOpening(ctx: Context, input: z.output<typeof UpdateOpeningInput>): Promise<void> {
  const scope = authorise(ctx, policy.hire, null)
  const { openingId, ...facts } = input
  await inTransaction(ctx, async (ctx) => {
    const opening = await lockOpeningIn(ctx, scope, openingId as Id<'opening'>)
    if (opening.closedAt) throw new AppError('conflict', { reason: 'openingClosed' })
    requireToCome(ctx, facts.closesOn)
    await updateRow(ctx, opening.id, facts)
    await record(ctx, 'opening.update', { type: 'opening', id: opening.id }, { closesOn: facts.closesOn })
  })
}

/** Closes an opening: from then on it shows nobody. Closing it again changes nothing. @throws AppError `not_found` */
export async function closeOpening(ctx: Context, input: { openingId: string }): Promise<void> {
  const scope = authorise(ctx, policy.hire, null)
  await inTransaction(ctx, async (ctx) => {
    const id = input.openingId as Id<'opening'>
    await lockConsents(ctx, id, 'change')
    const opening = await lockOpeningIn(ctx, scope, id)
    if (opening.closedAt) return
    await updateRow(ctx, id, { closedAt: ctx.now })
    await record(ctx, 'opening.close', { type: 'opening', id })
  })
}

export async function listOpenings(ctx: Context) {
  const scope = authorise(ctx, policy.hire, null)
  const [rows, names] = await Promise.all([listOpeningsIn(ctx, scope), roleNames(ctx)])
  return rows.map(({ opening, ...rest }) => ({
    ...{ ...opening, ...rest, roleName: names.get(opening.roleCode) ?? null },
    state: stateOf(opening, ctx.now),
  }))
}

/** One's own opening. @throws AppError `not_found` */
export async function readOpening(ctx: Context, input: { openingId: string }) {
  const scope = authorise(ctx, policy.hire, null)
  const { opening, organisationNames } = await selectOpeningIn(ctx, scope, input.openingId as Id<'opening'>)
  const [names, candidates, told] = await Promise.all([
    roleNames(ctx),
    countLiveConsents(ctx, scope, opening.id),
    countNotices(ctx, opening.id),
  ])
  const roleName = names.get(opening.roleCode) ?? null
  return { ...opening, organisationNames, roleName, candidates, told, state: stateOf(opening, ctx.now) }
}
