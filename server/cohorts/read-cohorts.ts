import { listProgrammesIn } from '../catalog/index.ts'
import { listOrganisationsOfKind, selectOptionalOrganisation } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import { type Context, organisationsWhere } from '../platform/context.ts'
import { dayIn } from '../platform/dates.ts'
import type { Id } from '../platform/ids.ts'
import * as policy from './policy.ts'
import { listCohortsIn, listRoster, selectCohortIn } from './queries.ts'

export async function listCohorts(ctx: Context) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const rows = await listCohortsIn(ctx, scope)
  return rows.map(({ cohort, ...rest }) => ({ ...cohort, ...rest }))
}

/** A cohort with its roster, and what the reader may do with it. @throws AppError `not_found` outside one's scope */
export async function readCohort(ctx: Context, input: { cohortId: string }) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const { cohort, ...rest } = await selectCohortIn(ctx, scope, input.cohortId as Id<'cohort'>)
  const roster = await listRoster(ctx, cohort.id)
  const may = (rule: typeof policy.freezeCohort) => rule.decide(ctx.actor, cohort, ctx.now) !== null
  return {
    ...{ ...cohort, ...rest, roster, freezesOn: dayIn(cohort.zone, cohort.freezesAt) },
    mayFreeze: may(policy.freezeCohort),
    mayEdit: may(policy.createCohort) && rest.frozenAt === null,
    mayManageRoster: may(policy.manageRoster),
  }
}

/** What a new cohort may be made of: one's organisations, their programmes, and the partners of the site. */
export async function readChoices(ctx: Context) {
  const scope = authorise(ctx, policy.listOwned, null)
  const [programmes, partners, owners] = await Promise.all([
    listProgrammesIn(ctx, scope),
    listOrganisationsOfKind(ctx, 'delivery_partner'),
    Promise.all(organisationsWhere(ctx.actor, 'programme_manager').map((id) => selectOptionalOrganisation(ctx, id))),
  ])
  return {
    owners: owners.flatMap((owner) => (owner?.kind === 'programme_owner' ? { id: owner.id, names: owner.names } : [])),
    partners,
    programmes: programmes.map(({ id, titles, ownerId, startsOn, endsOn }) => ({
      id,
      titles,
      ownerId,
      startsOn,
      endsOn,
    })),
  }
}
