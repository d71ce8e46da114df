import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { createLink } from '../identity/index.ts'
import { newId } from '../platform/ids.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { decideRequest, listRequests } from './decide-request.ts'
import { joinAsEmployer } from './join-as-employer.ts'

const database = useTestDatabase()
const anybody = () => database.context({ kind: 'anonymous' })
const operator = () => database.context(actorWith('operator', newId()))
const manager = () => database.context(actorWith('programme_manager', newId()))
const asking = (email = `${newId()}@firm.invalid`) => ({
  ...{ names: { en: `Firm ${email.slice(9, 13)}`, ja: '会社' }, country: 'JP', email, contactName: 'Itsuki' },
  purpose: 'We look for two people who run regulated workloads.',
})
const waitingFor = async (email: string) =>
  (await listRequests(operator())).waiting.filter((row) => row.contactEmail === email)
const jobs = async (task: string) => {
  const { rows } = await database.db.execute<{ payload: Record<string, string> }>(
    sql`select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${task}`,
  )
  return rows.map((row) => row.payload)
}

describe('asking to be let in', () => {
  test('is kept once for an address that waits, however often and in whatever letters it is asked', async () => {
    const input = asking()
    const answers = await Promise.all([1, 2, 3].map(() => joinAsEmployer(anybody(), input)))
    expect(answers).toEqual([undefined, undefined, undefined])
    expect(await waitingFor(input.email)).toHaveLength(1)
  })

  test('answers the same to somebody whose address has an account here', async () => {
    const known = asking()
    await createLink(operator(), newId(), 'invitation', 'x', { email: known.email })
    expect(await joinAsEmployer(anybody(), known)).toEqual(await joinAsEmployer(anybody(), asking()))
  })

  test('is refused too often from one address, and from a country that is none', async () => {
    const input = asking()
    for (let n = 0; n < 5; n++) await joinAsEmployer(anybody(), input)
    await expect(joinAsEmployer(anybody(), input)).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(joinAsEmployer(anybody(), { ...asking(), country: 'ZZ' })).rejects.toMatchObject({
      reason: 'noSuchCountry',
    })
  })
})

describe('deciding', () => {
  test.each([
    ['an operator', operator],
    ['a programme manager', manager],
  ])('%s approves: the organisation is made and its contact invited, once', async (_, as) => {
    const input = asking()
    await joinAsEmployer(anybody(), input)
    const [request] = await waitingFor(input.email)
    const decision = { requestId: request!.id, decision: 'approved' as const, reason: '' }
    await Promise.all([decideRequest(as(), decision), decideRequest(as(), decision)])
    const { rows: made } = await database.db.execute<{ id: string; kind: string; country: string }>(
      sql`select id, kind, country from organisations where names->>'en' = ${input.names.en}`,
    )
    expect(made).toMatchObject([{ kind: 'employer', country: 'JP' }])
    const { rows: links } = await database.db.execute<{ id: string }>(
      sql`select id, role, email from one_time_links where organisation_id = ${made[0]!.id}`,
    )
    expect(links).toMatchObject([{ role: 'employer', email: input.email }])
    expect(await jobs('identity.sendLink')).toContainEqual({ linkId: links[0]!.id })
    const { rows: trail } = await database.db.execute(
      sql`select action from audit_events where subject_id in (${request!.id}, ${made[0]!.id}) order by seq`,
    )
    expect(trail.map((row) => row.action)).toEqual(['employer.request', 'organisation.create', 'employer.decide'])
  })

  test('refuses with a reason that is mailed, and never without; what was decided stays', async () => {
    const input = asking()
    await joinAsEmployer(anybody(), input)
    const [request] = await waitingFor(input.email)
    const refuse = { requestId: request!.id, decision: 'refused' as const, reason: '' }
    await expect(decideRequest(operator(), refuse)).rejects.toMatchObject({ reason: 'reasonMissing' })
    await decideRequest(operator(), { ...refuse, reason: 'We could not find this firm.' })
    expect(await jobs('employers.mailRefusal')).toContainEqual({ requestId: request!.id })
    await expect(decideRequest(operator(), { ...refuse, decision: 'approved' })).rejects.toMatchObject({
      reason: 'alreadyDecided',
    })
    await joinAsEmployer(anybody(), input)
    expect(await waitingFor(input.email)).toHaveLength(1)
  })

  test.each(['employer', 'partner_manager', 'auditor', 'learner'] as const)('is not for a %s', async (role) => {
    const ctx = database.context(actorWith(role, newId()))
    await expect(listRequests(ctx)).rejects.toMatchObject({ code: 'not_found' })
    const decision = { requestId: newId(), decision: 'approved' as const, reason: '' }
    await expect(decideRequest(ctx, decision)).rejects.toMatchObject({ code: 'not_found' })
  })
})
