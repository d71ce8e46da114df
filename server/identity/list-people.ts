import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { listOrganisations, listPeopleIn } from './organisation-queries.ts'
import * as policy from './policy.ts'

/** People and organisations one manages, all for an operator and the own organisation for a manager, and what one may make of them. */
export async function listPeople(ctx: Context) {
  const scope = authorise(ctx, policy.listPeople, null)
  return {
    organisations: await listOrganisations(ctx, scope),
    people: await listPeopleIn(ctx, scope),
    rolesToGive: policy.rolesGivenBy(ctx.actor),
  }
}
