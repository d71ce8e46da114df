import { describe, expect, test } from 'vitest'
import { ROLES, type Role } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { actorWith } from '../platform/testing/database.ts'
import { invitePerson } from './policy.ts'

const own = newId<'organisation'>()
const given = (by: Role, organisationId = own) =>
  ROLES.filter((role) => invitePerson.decide(actorWith(by, own), { organisationId, role }, new Date()) !== null)

describe('inviting', () => {
  test('a manager gives no role that reaches further than their own', () => {
    expect(given('partner_manager')).toEqual(['learner', 'instructor', 'proctor', 'assessor', 'partner_manager'])
    for (const role of ['operator', 'auditor', 'employer'] as const)
      expect(given('programme_manager')).not.toContain(role)
  })

  test('a manager gives none in another organisation, and others none at all', () => {
    for (const by of ['partner_manager', 'programme_manager'] as const) expect(given(by, newId())).toEqual([])
    for (const by of ['learner', 'instructor', 'proctor', 'assessor', 'employer', 'auditor'] as const)
      expect(given(by)).toEqual([])
    expect(given('operator', newId())).toEqual([...ROLES])
  })
})
