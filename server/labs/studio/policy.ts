import type { Policy } from '../../platform/authorise.ts'
import { organisationsWhere } from '../../platform/context.ts'
import type { Id } from '../../platform/ids.ts'

/** Labs are written by the instructors of the organisation that they belong to. */
export const useDraft: Policy<{ organisationId: Id<'organisation'> }> = {
  action: 'labDraft.use',
  decide: (actor, { organisationId }) => {
    const mine = organisationsWhere(actor, 'instructor')
    return mine.includes(organisationId) ? { kind: 'organisations', organisationIds: mine } : null
  },
}

export const listDrafts: Policy<null> = {
  action: 'labDraft.list',
  decide: (actor) => {
    const mine = organisationsWhere(actor, 'instructor')
    return mine.length > 0 ? { kind: 'organisations', organisationIds: mine } : null
  },
}
