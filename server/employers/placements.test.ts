import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import type { Context } from '../platform/context.ts'
import { newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { answerConfirmation, askConfirmations, drawConfirmationSecret, readConfirmation } from './confirmations.ts'
import { withdrawConsent } from './consents.ts'
import { allow, dayOf, type Learner, later, type Market, makeMarket, NOW, publish } from './fixture-queries.ts'
import { answerPlacement, cancelPlacement, confirmStart, listPlacements, recordPlacement } from './placements.ts'
import { readSharing } from './sharing.ts'

const database = useTestDatabase()
let market: Market
let learner: Learner
let consentId: string

const worker = (days: number) => database.context({ kind: 'system', process: 'worker' }, later(days))
const anybody = (days: number) => database.context({ kind: 'anonymous' }, later(days))
const record = (set: Partial<Parameters<typeof recordPlacement>[1]> = {}) => ({
  ...{ placementId: newId() as string, consentId, hoursPerWeek: 38, contract: 'permanent' as const },
  ...{ startsOn: dayOf(later(5)), reference: 'staff 0042', ...set },
})
async function placed(set: Parameters<typeof record>[0] = {}): Promise<string> {
  const input = record(set)
  await recordPlacement(market.employer.as(), input)
  return input.placementId
}
async function started(): Promise<string> {
  const placementId = await placed()
  await confirmStart(market.employer.as(later(5)), { placementId })
  return placementId
}
const emitted = async (name: string, placementId: string) => {
  const { rows } = await database.db.execute<{ payload: Record<string, unknown> }>(
    sql`select j.payload->'payload' as payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t
      on t.id = j.task_id where t.identifier = 'event' and j.payload->>'name' = ${name}
      and j.payload->'payload'->>'placementId' = ${placementId}`,
  )
  return rows.map((row) => row.payload)
}
const linksOf = async (placementId: string) => {
  const { rows } = await database.db.execute<{ id: string; day: number }>(
    sql`select id, day from confirmation_links where placement_id = ${placementId} order by day`,
  )
  return rows
}
async function secretFor(ctx: Context, placementId: string, day: number): Promise<string> {
  const link = (await linksOf(placementId)).find((row) => row.day === day)!
  return (await drawConfirmationSecret(ctx, link.id))!.secret
}
const standing = async (placementId: string, days: number) =>
  (await listPlacements(market.employer.as(later(days)))).find((row) => row.placementId === placementId)!

beforeAll(async () => {
  await publishContent(database.context(undefined, NOW), ['content'])
  market = await makeMarket(database)
})

beforeEach(async () => {
  learner = await market.newLearner()
  consentId = await allow(learner, await publish(market.employer))
})

describe('a placement', () => {
  test('is recorded once for one id, audited, and the learner is asked', async () => {
    const input = record()
    await recordPlacement(market.employer.as(), input)
    await recordPlacement(market.employer.as(), input)
    const { rows } = await database.db.execute(
      sql`select action from audit_events where subject_id = ${input.placementId}`,
    )
    expect(rows).toEqual([{ action: 'placement.record' }])
    const { placements } = await readSharing(learner.as())
    expect(placements).toMatchObject([{ placementId: input.placementId, state: 'planned', learner: 'unanswered' }])
  })

  test('two at once are one', async () => {
    const both = [record(), record()].map((input) => recordPlacement(market.employer.as(), input))
    const results = await Promise.allSettled(both)
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { reason: 'alreadyPlaced' },
    })
  })

  test.each([
    ['on a day that does not exist', '2027-02-29', 'noSuchDate'],
    ['more than 30 days ahead', dayOf(later(31)), 'startsTooLate'],
    ['before the opening was', dayOf(later(-1)), 'startsBeforeOpening'],
  ])('that starts %s is refused with its reason', async (_, startsOn, reason) => {
    await expect(placed({ startsOn })).rejects.toMatchObject({ reason })
  })

  test('needs a consent that lives, to this employer', async () => {
    await expect(recordPlacement(market.other.as(), record())).rejects.toMatchObject({ code: 'not_found' })
    await expect(recordPlacement(learner.as(), record())).rejects.toMatchObject({ code: 'not_found' })
    await withdrawConsent(learner.as(), { consentId })
    await expect(placed()).rejects.toMatchObject({ code: 'not_found' })
  })

  test('started is S5: from its day on, once, told to the ledger with what the employer confirmed', async () => {
    const placementId = await placed()
    await expect(confirmStart(market.employer.as(later(3)), { placementId })).rejects.toMatchObject({
      reason: 'startNotCome',
    })
    await answerPlacement(learner.as(later(1)), { placementId, answer: 'agreed' })
    await Promise.all([1, 2].map(() => confirmStart(market.employer.as(later(5)), { placementId })))
    expect(await emitted('employers.placementConfirmed', placementId)).toEqual([
      {
        ...{ placementId, learnerId: learner.id, roleCode: 'data-residency-practitioner' },
        ...{ startedOn: dayOf(later(5)), confirmedAt: later(5).toISOString() },
      },
    ])
    await expect(cancelPlacement(market.employer.as(later(6)), { placementId })).rejects.toMatchObject({
      reason: 'alreadyStarted',
    })
  })

  test('disputed by the learner is not confirmed, but taken back and recorded anew', async () => {
    const placementId = await placed()
    await answerPlacement(learner.as(), { placementId, answer: 'disputed' })
    await expect(confirmStart(market.employer.as(later(5)), { placementId })).rejects.toMatchObject({
      reason: 'placementDisputed',
    })
    await cancelPlacement(market.employer.as(), { placementId })
    await expect(confirmStart(market.employer.as(later(5)), { placementId })).rejects.toMatchObject({
      reason: 'placementCancelled',
    })
    expect((await standing(await placed(), 1)).state).toBe('planned')
  })

  test('of another employer does not exist, and only its learner answers', async () => {
    const placementId = await placed()
    for (const call of [confirmStart, cancelPlacement])
      await expect(call(market.other.as(later(5)), { placementId })).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await market.newLearner()
    for (const ctx of [stranger.as(), market.employer.as()])
      await expect(answerPlacement(ctx, { placementId, answer: 'agreed' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await standing(placementId, 5)).toMatchObject({ state: 'planned', learner: 'unanswered' })
  })
})

describe('day 90 and 180', () => {
  test('are asked on their day, once each, and there is no link before', async () => {
    const placementId = await started()
    await askConfirmations(worker(94))
    expect(await linksOf(placementId)).toEqual([])
    expect((await standing(placementId, 94)).days).toMatchObject([{ state: 'not_yet_due' }, { state: 'not_yet_due' }])
    await Promise.all([askConfirmations(worker(95)), askConfirmations(worker(95))])
    expect(await linksOf(placementId)).toMatchObject([{ day: 90 }])
    await askConfirmations(worker(185))
    expect(await linksOf(placementId)).toMatchObject([{ day: 90 }, { day: 180 }])
  })

  test('a placement that never started is not asked about', async () => {
    const placementId = await placed()
    await askConfirmations(worker(200))
    expect(await linksOf(placementId)).toEqual([])
  })

  test('answered by whoever has the link, once; a replay is refused, and S6 is told once', async () => {
    const placementId = await started()
    await askConfirmations(worker(96))
    const secret = await secretFor(worker(96), placementId, 90)
    expect(await readConfirmation(anybody(97), { secret })).toMatchObject({
      ...{ day: 90, on: dayOf(later(95)), reference: 'staff 0042' },
    })
    const answers = await Promise.allSettled(
      [1, 2].map(() => answerConfirmation(anybody(97), { secret, answer: 'employed', leftOn: '' })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    for (const call of [
      () => readConfirmation(anybody(98), { secret }),
      () => answerConfirmation(anybody(98), { secret, answer: 'employed', leftOn: '' }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'expired', reason: 'linkUsedOrOld' })
    expect(await emitted('employers.retentionConfirmed', placementId)).toMatchObject([{ placementId, day: 90 }])
    expect((await standing(placementId, 98)).days).toMatchObject([{ state: 'employed' }, { state: 'not_yet_due' }])
  })

  test('a link ends after 60 days, and an earlier mail’s link ends when a later one is sent', async () => {
    const placementId = await started()
    await askConfirmations(worker(96))
    const first = await secretFor(worker(96), placementId, 90)
    const second = await secretFor(worker(97), placementId, 90)
    await expect(readConfirmation(anybody(98), { secret: first })).rejects.toMatchObject({ code: 'expired' })
    await readConfirmation(anybody(155), { secret: second })
    expect((await standing(placementId, 155)).days[0]).toMatchObject({ state: 'asked' })
    expect((await standing(placementId, 157)).days[0]).toMatchObject({ state: 'unanswered' })
    await expect(readConfirmation(anybody(157), { secret: second })).rejects.toMatchObject({ code: 'expired' })
  })

  test('from another employer is refused with a sentence, and the link stays good', async () => {
    const placementId = await started()
    await askConfirmations(worker(96))
    const secret = await secretFor(worker(96), placementId, 90)
    const answer = { secret, answer: 'employed' as const, leftOn: '' }
    for (const call of [
      () => readConfirmation(market.other.as(later(97)), { secret }),
      () => answerConfirmation(market.other.as(later(97)), answer),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'forbidden', reason: 'otherEmployer' })
    await answerConfirmation(market.employer.as(later(97)), answer)
  })

  test.each([
    ['2027-02-30', 'noSuchDate'],
    [dayOf(later(4)), 'leftBeforeStart'],
    [dayOf(later(120)), 'dateInFuture'],
  ])('a last day of %s is refused with its reason', async (leftOn, reason) => {
    const placementId = await started()
    await askConfirmations(worker(96))
    const secret = await secretFor(worker(96), placementId, 90)
    const answer = { secret, answer: 'left' as const, leftOn }
    await expect(answerConfirmation(anybody(97), answer)).rejects.toMatchObject({ reason })
    await answerConfirmation(anybody(97), { ...answer, leftOn: dayOf(later(50)) })
  })

  test.each([
    ['with day 90 unanswered, day 180 alone is not retained', false],
    ['with day 90 confirmed, day 180 is retained', true],
  ])('%s', async (_, isFirstAnswered) => {
    const placementId = await started()
    for (const [day, at] of [
      [90, 96],
      [180, 186],
    ] as const) {
      await askConfirmations(worker(at))
      if (day === 90 && !isFirstAnswered) continue
      const secret = await secretFor(worker(at), placementId, day)
      await answerConfirmation(anybody(at), { secret, answer: 'employed', leftOn: '' })
    }
    const told = await emitted('employers.retentionConfirmed', placementId)
    expect(told.map(({ day }) => day)).toEqual(isFirstAnswered ? [90, 180] : [])
  })

  test('who left before day 90 is not retained, and day 180 is not asked; who left after was', async () => {
    const early = await started()
    await askConfirmations(worker(96))
    const secret = await secretFor(worker(96), early, 90)
    await answerConfirmation(anybody(97), { secret, answer: 'left', leftOn: dayOf(later(95)) })
    expect(await emitted('employers.retentionConfirmed', early)).toEqual([])
    await askConfirmations(worker(190))
    expect(await linksOf(early)).toHaveLength(1)
    expect((await standing(early, 190)).days).toMatchObject([{ state: 'gone' }, { state: 'gone' }])
    learner = await market.newLearner()
    consentId = await allow(learner, await publish(market.employer))
    const other = await started()
    await askConfirmations(worker(100))
    const answer = {
      secret: await secretFor(worker(100), other, 90),
      answer: 'left' as const,
      leftOn: dayOf(later(96)),
    }
    await answerConfirmation(anybody(101), answer)
    expect(await emitted('employers.retentionConfirmed', other)).toMatchObject([{ day: 90 }])
  })
})

test('what was recorded and said of a placement is never edited', async () => {
  for (const table of ['placements', 'placement_facts'])
    await expect(database.db.execute(sql.raw(`delete from ${table}`))).rejects.toMatchObject({
      cause: { code: '42501' },
    })
})
