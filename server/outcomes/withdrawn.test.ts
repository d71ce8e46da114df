import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom } from '../cohorts/fixture.ts'
import {
  allow,
  dayOf,
  type Learner,
  later,
  type Market,
  makeMarket,
  NOW,
  publish,
} from '../employers/fixture-queries.ts'
import { answerPlacement, cancelPlacement, confirmStart, recordPlacement } from '../employers/placements.ts'
import { newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { recordDeployed, recordDisputed } from './record-stage.ts'

const database = useTestDatabase()
let market: Market
let learner: Learner
let placementId: string
let cohortId: string

beforeAll(async () => {
  await publishContent(database.context(undefined, NOW), ['content'])
  market = await makeMarket(database)
  const room = await makeRoom(database, 's1-from-law-to-control')
  cohortId = room.cohortId
  await database.db.execute(sql`update cohorts set programme_id = (select id from programmes where slug = 'evaluation')
    where id = ${cohortId}`)
})

beforeEach(async () => {
  learner = await market.newLearner()
  await database.db.execute(sql`insert into enrolments (id, learner_id, cohort_id, enrolled_at)
    values (${newId()}, ${learner.id}, ${cohortId}, ${NOW})`)
  placementId = newId()
  const consentId = await allow(learner, await publish(market.employer))
  await recordPlacement(market.employer.as(), {
    placementId,
    consentId,
    hoursPerWeek: 38,
    contract: 'permanent',
    startsOn: dayOf(later(5)),
    reference: 'staff 0042',
  })
  await confirmStart(market.employer.as(later(5)), { placementId })
})

const worker = () => database.context({ kind: 'system', process: 'worker' }, later(7))
const started = () =>
  recordDeployed(worker(), {
    placementId,
    learnerId: learner.id,
    roleCode: 'data-residency-practitioner',
    startedOn: dayOf(later(5)),
    confirmedAt: later(5).toISOString(),
  })
const disputed = () => recordDisputed(worker(), { placementId, answer: 'disputed', answeredAt: later(6).toISOString() })

/** Facts of the placement that stand, and those that correct one. */
async function standing(): Promise<{ stands: number; corrects: number }> {
  const { rows } = await database.db.execute<{ stands: number; corrects: number }>(sql`
    select count(*) filter (where s.effect = 'reached' and not exists (select 1 from stage_events k where k.corrects = s.id))::int as stands,
      count(*) filter (where s.effect = 'withdrawn')::int as corrects
    from stage_events s where s.evidence_ref like ${`%placement:${placementId}`}`)
  return rows[0]!
}

test('a start that nobody disputes is a fact', async () => {
  await started()
  expect(await standing()).toEqual({ stands: 1, corrects: 0 })
})

test.each([
  ['after', [started, disputed]],
  ['before', [disputed, started]],
  ['again and again after', [started, disputed, started, disputed]],
])('a dispute that is told %s the start withdraws it, by a fact that names it', async (_, acts) => {
  await answerPlacement(learner.as(later(6)), { placementId, answer: 'disputed' })
  for (const act of acts) await act()
  expect(await standing()).toEqual({ stands: 0, corrects: 1 })
})

test('a disputed start can be taken back by the employer, and only a disputed one', async () => {
  const takeBack = () => cancelPlacement(market.employer.as(later(6)), { placementId })
  await expect(takeBack()).rejects.toMatchObject({ reason: 'alreadyStarted' })
  await answerPlacement(learner.as(later(6)), { placementId, answer: 'disputed' })
  await takeBack()
})
