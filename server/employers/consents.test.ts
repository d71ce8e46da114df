import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { listCandidates, listStillShown, readCandidate } from './candidates.ts'
import { grantConsent, previewConsent, withdrawConsent } from './consents.ts'
import {
  allow,
  consentTo,
  DAY,
  dayOf,
  type Learner,
  later,
  type Market,
  makeMarket,
  NOW,
  openingFacts,
  publish,
} from './fixture-queries.ts'
import { notifyMatching, notifyNewlyReady } from './notify-learners.ts'
import { closeOpening, createOpening, listOpenings, readOpening, updateOpening } from './openings.ts'
import { listDisclosures, readSharing } from './sharing.ts'

const database = useTestDatabase()
let market: Market
let learner: Learner

beforeAll(async () => {
  await publishContent(database.context(undefined, NOW), ['content'])
  market = await makeMarket(database)
  learner = await market.newLearner()
})

const noticesOf = async (openingId: string) => {
  const { rows } = await database.db.execute(
    sql`select learner_id from opening_notices where opening_id = ${openingId}`,
  )
  return rows.map((row) => row.learner_id)
}
const pageOf = (openingId: string) => ({ openingId, page: 0 })

describe('an opening', () => {
  test('is published once for one id, audited, and tells who is ready, once each', async () => {
    const notReady = await market.newLearner(false)
    const facts = openingFacts(market.employer)
    await createOpening(market.employer.as(), facts)
    await createOpening(market.employer.as(), facts)
    const worker = database.context({ kind: 'system', process: 'worker' }, NOW)
    await Promise.all([notifyMatching(worker, facts), notifyMatching(worker, facts)])
    const told = await noticesOf(facts.openingId)
    expect(told).toContain(learner.id)
    expect(told).not.toContain(notReady.id)
    expect(new Set(told).size).toBe(told.length)
    const { rows } = await database.db.execute(
      sql`select action from audit_events where subject_id = ${facts.openingId}`,
    )
    expect(rows).toEqual([{ action: 'opening.create' }])
    const { rows: mails } = await database.db.execute(sql`select 1 from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'employers.mailNotice'
      and j.payload->>'noticeId' in (select id::text from opening_notices where opening_id = ${facts.openingId})`)
    expect(mails).toHaveLength(told.length)
  })

  test('tells who becomes ready later, and nobody whose readiness has run out', async () => {
    const openingId = await publish(market.employer)
    const late = await market.newLearner()
    const worker = database.context({ kind: 'system', process: 'worker' }, later(1))
    await notifyNewlyReady(worker, { learnerId: late.id, roleCode: openingFacts(market.employer).roleCode })
    expect(await noticesOf(openingId)).toContain(late.id)
    const muchLater = { ...openingFacts(market.employer), closesOn: dayOf(later(400)) }
    await createOpening(market.employer.as(later(310)), muchLater)
    await notifyMatching({ ...worker, now: later(310) }, muchLater)
    expect(await noticesOf(muchLater.openingId)).toEqual([])
  })

  test.each([
    ['a role in preparation', { roleCode: 'ai-platform-operator' }, 'roleNotOpen'],
    ['a day that does not exist', { closesOn: '2027-02-30' }, 'noSuchDate'],
    ['a day that is over', { closesOn: '2027-01-30' }, 'closesInPast'],
    ['a country that is none', { country: 'ZZ' }, 'noSuchCountry'],
  ])('with %s is refused with its reason', async (_, wrong, reason) => {
    const input = { ...openingFacts(market.employer), ...wrong }
    await expect(createOpening(market.employer.as(), input)).rejects.toMatchObject({ reason })
  })

  test('of another employer does not exist', async () => {
    const openingId = await publish(market.other)
    const { roleCode: _, country: __, purpose: ___, organisationId: ____, ...facts } = openingFacts(market.other)
    for (const attempt of [
      () => readOpening(market.employer.as(), { openingId }),
      () => updateOpening(market.employer.as(), { ...facts, openingId }),
      () => closeOpening(market.employer.as(), { openingId }),
      () => listCandidates(market.employer.as(), pageOf(openingId)),
      () => createOpening(market.employer.as(), openingFacts(market.other)),
      () => listOpenings(learner.as()),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    expect((await readOpening(market.other.as(), { openingId })).state).toBe('open')
  })
})

describe('a consent', () => {
  test('shows exactly what its preview showed, and every view is a row the learner reads', async () => {
    const openingId = await publish(market.employer)
    const items = ['name', 'evidence'] as const
    const preview = await previewConsent(learner.as(), { openingId, items: [...items] })
    const consentId = await allow(learner, openingId, { items: [...items] })
    const { view } = await readCandidate(market.employer.as(later(1)), { consentId })
    expect(view).toMatchObject({ name: learner.name, email: null, credentials: null, observation: null })
    expect({ ...view, evidence: view.evidence?.competencies }).toEqual({
      ...preview.view,
      evidence: preview.view.evidence?.competencies,
    })
    await listCandidates(market.employer.as(later(2)), pageOf(openingId))
    const seen = (await listDisclosures(learner.as(later(3)))).filter((row) => row.consentId === consentId)
    expect(seen).toMatchObject([
      { at: later(2), items, viewerName: market.employer.person.name, recipientNames: market.employer.names },
      { at: later(1), items },
    ])
  })

  test('is for whoever was told, ready, and chose something, until a day that exists within 180', async () => {
    const openingId = await publish(market.employer)
    const stranger = await market.newLearner()
    const lapsing = later(310)
    const base = consentTo(openingId)
    const refused: [Parameters<typeof grantConsent>[0], Partial<typeof base>, object][] = [
      [stranger.as(), {}, { code: 'not_found' }],
      [learner.as(), { items: [] }, { reason: 'nothingChosen' }],
      [learner.as(), { endsOn: '2027-02-30' }, { reason: 'noSuchDate' }],
      [learner.as(), { endsOn: dayOf(NOW) }, { reason: 'consentEnds' }],
      [learner.as(), { endsOn: dayOf(later(181)) }, { reason: 'consentEnds' }],
      [learner.as(later(62)), { endsOn: dayOf(later(70)) }, { reason: 'openingOver' }],
    ]
    for (const [ctx, set, reason] of refused)
      await expect(grantConsent(ctx, { ...base, ...set })).rejects.toMatchObject(reason)
    await updateOpening(market.employer.as(), {
      ...{ openingId, title: 'x', place: 'x', terms: 'long enough', closesOn: dayOf(later(400)) },
    })
    await expect(grantConsent(learner.as(lapsing), { ...base, endsOn: dayOf(later(320)) })).rejects.toMatchObject({
      reason: 'notReadyNow',
    })
    await allow(learner, openingId, { endsOn: dayOf(later(180)) })
  })

  test('withdrawn at once: the open tab hears it, nothing is shown, and again changes nothing', async () => {
    const openingId = await publish(market.employer)
    const consentId = await allow(learner, openingId)
    const ctx = market.employer.as(later(1))
    await readCandidate(ctx, { consentId })
    expect(await listStillShown(ctx, { consentIds: [consentId] })).toEqual([consentId])
    await withdrawConsent(learner.as(later(1)), { consentId })
    await withdrawConsent(learner.as(later(1)), { consentId })
    expect(await listStillShown(ctx, { consentIds: [consentId] })).toEqual([])
    await expect(readCandidate(ctx, { consentId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listCandidates(ctx, pageOf(openingId))).toMatchObject({ total: 0, candidates: [] })
    const { rows } = await database.db.execute(
      sql`select action from audit_events where subject_id = ${consentId} order by seq`,
    )
    expect(rows.map((row) => row.action)).toEqual(['consent.grant', 'consent.withdraw'])
    expect((await readSharing(learner.as(later(1)))).consents.find((row) => row.consentId === consentId)).toMatchObject(
      { state: 'withdrawn', withdrawnAt: later(1) },
    )
  })

  test('renewed is a new row, and the earlier one shows nothing more', async () => {
    const openingId = await publish(market.employer)
    const first = await allow(learner, openingId)
    const second = await allow(learner, openingId, { items: ['credentials'] }, later(1))
    await expect(readCandidate(market.employer.as(later(1)), { consentId: first })).rejects.toMatchObject({
      code: 'not_found',
    })
    const { candidates } = await listCandidates(market.employer.as(later(1)), pageOf(openingId))
    expect(candidates).toMatchObject([{ consentId: second, view: { name: null, evidence: null } }])
    const { view } = await readCandidate(market.employer.as(later(1)), { consentId: second })
    expect(view.credentials).toMatchObject([{ handle: learner.handle }])
    const ids = (await readSharing(learner.as(later(1)))).consents.map((row) => row.consentId)
    expect(ids).toEqual(expect.arrayContaining([first, second]))
  })

  test('ends on its day, with the opening, and with the account', async () => {
    const [ends, closes, leaves] = await Promise.all([1, 2, 3].map(() => publish(market.employer)))
    const gone = await market.newLearner()
    await notifyMatching(database.context({ kind: 'system', process: 'worker' }, NOW), { openingId: leaves! })
    const ending = await allow(learner, ends!, { endsOn: dayOf(later(10)) })
    const closing = await allow(learner, closes!)
    const leaving = await allow(gone, leaves!)
    const at = (days: number) => market.employer.as(later(days))
    await readCandidate(market.employer.as(new Date(later(9).getTime() + DAY / 2)), { consentId: ending })
    await expect(readCandidate(at(10), { consentId: ending })).rejects.toMatchObject({ code: 'not_found' })
    await closeOpening(at(1), { openingId: closes! })
    await expect(readCandidate(at(1), { consentId: closing })).rejects.toMatchObject({ code: 'not_found' })
    await database.db.execute(sql`update people set closed_at = now() where id = ${gone.id}`)
    await expect(readCandidate(at(1), { consentId: leaving })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listCandidates(at(1), pageOf(leaves!))).candidates).toEqual([])
  })

  test('to one employer is nothing to another, and only its learner takes it back', async () => {
    const consentId = await allow(learner, await publish(market.employer))
    await expect(readCandidate(market.other.as(), { consentId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listStillShown(market.other.as(), { consentIds: [consentId] })).toEqual([])
    const stranger = await market.newLearner()
    for (const ctx of [stranger.as(), market.employer.as()])
      await expect(withdrawConsent(ctx, { consentId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdrawConsent(learner.as(), { consentId: newId() })).rejects.toMatchObject({ code: 'not_found' })
    await readCandidate(market.employer.as(), { consentId })
  })

  test('is neither edited nor removed, and neither is what was seen under it', async () => {
    for (const table of ['consents', 'consent_withdrawals', 'disclosures'])
      await expect(database.db.execute(sql.raw(`delete from ${table}`))).rejects.toMatchObject({
        cause: { code: '42501' },
      })
  })

  test('withdrawn while it is looked at: what was shown is written down, and nothing is shown after', async () => {
    const openingId = await publish(market.employer)
    for (let round = 0; round < 8; round++) {
      const consentId = await allow(learner, openingId)
      const views = [1, 2, 3].map(() =>
        readCandidate(market.employer.as(), { consentId }).then(
          () => 1,
          () => 0,
        ),
      )
      const withdrawn = withdrawConsent(learner.as(), { consentId }).then(() =>
        expect(readCandidate(market.employer.as(), { consentId })).rejects.toMatchObject({ code: 'not_found' }),
      )
      const shown = (await Promise.all(views)).reduce<number>((sum, n) => sum + n, 0)
      await withdrawn
      const { rows } = await database.db.execute(sql`select 1 from disclosures where consent_id = ${consentId}`)
      expect(rows).toHaveLength(shown)
    }
  })
})
