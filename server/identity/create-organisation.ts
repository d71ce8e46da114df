import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context, Role } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { CreateOrganisationInput, ORGANISATION_KINDS, UpdateOrganisationInput } from './inputs.ts'
import { invitePerson } from './invite-person.ts'
import {
  insertOrganisation,
  listOrganisationsWithManagers,
  selectOptionalOrganisation,
  updateOrganisation as updateRow,
} from './organisation-queries.ts'
import * as policy from './policy.ts'

const MANAGER_OF: Record<(typeof ORGANISATION_KINDS)[number], Role> = {
  programme_owner: 'programme_manager',
  delivery_partner: 'partner_manager',
  employer: 'employer',
}

/** Readable in an address, and unlike any other: the end of the id stands behind the name. */
function slugOf(name: string, id: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return [...words.slice(0, 5), id.slice(-6)].join('-')
}

/**
 * Creates an organisation and, where an address is given, invites the first person who looks after it. The same id
 * again changes nothing.
 * @throws AppError `not_found`, `conflict` (idTaken)
 */
export async function createOrganisation(ctx: Context, input: z.output<typeof CreateOrganisationInput>): Promise<void> {
  authorise(ctx, policy.manageOrganisations, null)
  const { managerEmail, kind, names, country } = input
  const id = input.organisationId as Id<'organisation'>
  await inTransaction(ctx, async (ctx) => {
    const row = { id, kind, names, country, region: input.region || null, createdAt: ctx.now }
    if (!(await insertOrganisation(ctx, { ...row, slug: slugOf(names.en, id) }))) {
      const known = await selectOptionalOrganisation(ctx, id)
      if (known?.kind !== kind || known.names.en !== names.en) throw new AppError('conflict', { reason: 'idTaken' })
      return
    }
    await record(ctx, 'organisation.create', { type: 'organisation', id }, { kind, country })
    if (managerEmail) await invitePerson(ctx, { email: managerEmail, organisationId: id, role: MANAGER_OF[kind] })
  })
}

/** Renames an organisation, or says where it is. @throws AppError `not_found` */
export async function updateOrganisation(ctx: Context, input: z.output<typeof UpdateOrganisationInput>): Promise<void> {
  authorise(ctx, policy.manageOrganisations, null)
  const id = input.organisationId as Id<'organisation'>
  await inTransaction(ctx, async (ctx) => {
    const { names, country, region } = input
    if (!(await updateRow(ctx, id, { names, country, region: region || null }))) throw new AppError('not_found')
    await record(ctx, 'organisation.update', { type: 'organisation', id }, { country })
  })
}

export async function listOrganisations(ctx: Context) {
  authorise(ctx, policy.manageOrganisations, null)
  return listOrganisationsWithManagers(ctx)
}
