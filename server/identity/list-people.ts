import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { listOrganisations, listPeopleIn } from './organisation-queries.ts'
import * as policy from './policy.ts'

/** People and organisations one manages: all for an operator, the own organisation for a manager. */
export async function listPeople(ctx: Context) {
  const scope = authorise(ctx, policy.listPeople, null)
  return { organisations: await listOrganisations(ctx, scope), people: await listPeopleIn(ctx, scope) }
}
