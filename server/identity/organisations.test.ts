import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { createOrganisation, listOrganisations, updateOrganisation } from './create-organisation.ts'
import { CreateOrganisationInput } from './inputs.ts'
import { createLink } from './links.ts'
import { selectOptionalPersonByEmail } from './queries.ts'
import { ensurePeople, inviteLearners, removeUnjoined } from './roster-people.ts'

const database = useTestDatabase()
const operator = (): Context => database.context(actorWith('operator', newId()))
const facts = () => ({
  ...{ organisationId: newId<'organisation'>(), kind: 'delivery_partner' as const, country: 'JP', region: 'Kyoto' },
  ...{ names: { en: 'Kawasemi Works', ja: 'かわせみワークス' }, managerEmail: '' },
})
const found = async (id: string) => (await listOrganisations(operator())).find((row) => row.id === id)

describe('an organisation', () => {
  test('is created once for one id, audited, with its first manager invited', async () => {
    const input = { ...facts(), managerEmail: 'kaede@a.jp' }
    await createOrganisation(operator(), input)
    await createOrganisation(operator(), input)
    expect(await found(input.organisationId)).toMatchObject({ country: 'JP', region: 'Kyoto', managers: 0, invited: 1 })
    const { rows } = await database.db.execute(
      sql`select action, details from audit_events where actor <> 'system:setup' order by seq`,
    )
    expect(rows.map((row) => row.action)).toEqual(['organisation.create', 'person.invite'])
    expect(rows[1]!.details).toMatchObject({ role: 'partner_manager' })
    const secret = await createLink(operator(), newId(), 'invitation', 'x', {
      ...{ organisationId: input.organisationId, role: 'partner_manager', email: 'kaede@a.jp' },
    })
    await acceptInvitation(database.context({ kind: 'anonymous' }), {
      secret,
      name: 'Kaede',
      password: 'a long enough one',
    })
    expect(await found(input.organisationId)).toMatchObject({ managers: 1 })
  })

  test('is renamed, and keeps its kind', async () => {
    const input = facts()
    await createOrganisation(operator(), input)
    const names = { en: 'Hibari Hall', ja: 'ひばり館' }
    await updateOrganisation(operator(), { ...input, names, region: '' })
    expect(await found(input.organisationId)).toMatchObject({ names, region: null, kind: 'delivery_partner' })
    await expect(updateOrganisation(operator(), { ...input, organisationId: newId() })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(createOrganisation(operator(), { ...input, kind: 'employer' })).rejects.toMatchObject({
      reason: 'idTaken',
    })
  })

  test.each(['programme_manager', 'partner_manager', 'auditor', 'learner'] as const)(
    'is neither made, renamed nor listed by a %s',
    async (role) => {
      const input = facts()
      const ctx = database.context(actorWith(role, newId()))
      await expect(createOrganisation(ctx, input)).rejects.toMatchObject({ code: 'not_found' })
      await expect(updateOrganisation(ctx, input)).rejects.toMatchObject({ code: 'not_found' })
      await expect(listOrganisations(ctx)).rejects.toMatchObject({ code: 'not_found' })
      expect(await found(input.organisationId)).toBeUndefined()
    },
  )

  test.each([
    ['JP', true],
    ['ZZ', false],
    ['EU', false],
    ['DD', false],
    ['jp', false],
  ])('may be in %s: %s', (country, isOne) => {
    expect(CreateOrganisationInput.safeParse({ ...facts(), country }).success).toBe(isOne)
  })
})

describe('somebody a roster names', () => {
  test('comes in by the link in their mail, with a name and password of their own', async () => {
    const input = facts()
    await createOrganisation(operator(), input)
    const people = await ensurePeople(operator(), [{ email: 'mio@a.jp', name: 'mio (as typed)' }])
    const { personId, isNew } = people.get('mio@a.jp')!
    expect(isNew).toBe(true)
    const secret = await createLink(operator(), newId(), 'invitation', 'x', {
      ...{ organisationId: input.organisationId, role: 'learner', email: 'mio@a.jp' },
    })
    await acceptInvitation(database.context({ kind: 'anonymous' }), {
      secret,
      name: 'Mio',
      password: 'a long enough one',
    })
    expect(await selectOptionalPersonByEmail(operator(), 'mio@a.jp')).toMatchObject({ id: personId, name: 'Mio' })
    await removeUnjoined(operator(), [], [personId])
    expect(await selectOptionalPersonByEmail(operator(), 'mio@a.jp')).not.toBeNull()
  })

  test('and never came is removed with the invitation', async () => {
    const input = facts()
    await createOrganisation(operator(), input)
    const people = await ensurePeople(operator(), [{ email: 'ren@a.jp', name: 'Ren' }])
    const links = await inviteLearners(operator(), input.organisationId, [{ email: 'ren@a.jp' }], 'x')
    expect(await removeUnjoined(operator(), links, [people.get('ren@a.jp')!.personId])).toEqual({ people: 1 })
    expect(await selectOptionalPersonByEmail(operator(), 'ren@a.jp')).toBeNull()
  })
})
