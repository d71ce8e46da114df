import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishContent } from '../cli/publish-content.ts'
import { makeRoom, type Room } from '../cohorts/fixture.ts'
import { derivedId, type Id, newId } from '../platform/ids.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { STAGES } from './funnel.ts'
import { insertStageEvents } from './queries.ts'
import { countCohorts, countEndings } from './rollup-queries.ts'
import type { Stage } from './schema.ts'

const database = useTestDatabase()
let room: Room

beforeAll(async () => {
  await publishContent(database.context(), ['content'])
  room = await makeRoom(database, 's1-from-law-to-control')
})

interface Told {
  person: number
  stage: Stage
  effect: 'reached' | 'lapsed'
  day: number
}

/** The counts by the words of the definition, person by person. */
function countByHand(enrolled: number, told: readonly Told[]): number[] {
  const people = Array.from({ length: enrolled }, (_, person) => told.filter((fact) => fact.person === person))
  return STAGES.map((stage) => {
    if (stage === 'S0') return enrolled
    return people.filter((facts) => {
      const own = facts.filter((fact) => fact.stage === stage)
      if (stage !== 'S4') return own.length > 0
      return own.toSorted((a, b) => a.day - b.day).at(-1)?.effect === 'reached'
    }).length
  })
}

/** A frozen cohort with invented enrolments; people from `enrolled` on came later and are not on the frozen roster. */
async function freeze(enrolled: number): Promise<Id<'cohort'>> {
  const cohortId = await room.newCohort(room.partner)
  const ids = Array.from({ length: enrolled }, (_, person) => derivedId('rollup', cohortId, String(person)))
  await database.db.execute(sql`insert into cohort_baselines (cohort_id, roster_digest, enrolment_ids, frozen_at)
    values (${cohortId}, 'test', ${`{${ids.join(',')}}`}::uuid[], ${new Date('2026-04-02')})`)
  return cohortId
}

async function tell(cohortId: Id<'cohort'>, told: readonly Told[]): Promise<void> {
  const facts = told.map(({ person, stage, effect, day }) => {
    const at = new Date(Date.UTC(2026, 4, 1) + day * 3_600_000)
    const enrolmentId = derivedId<'enrolment'>('rollup', cohortId, String(person))
    return {
      ...{ id: newId<'stageEvent'>(), enrolmentId, cohortId, stage, effect, occurredAt: at, recordedAt: at },
      ...{ evidenceRef: newId(), corrects: null },
    }
  })
  await insertStageEvents(database.context(), facts)
}

const facts = fc
  .array(
    fc.record({
      person: fc.nat({ max: 14 }),
      stage: fc.constantFrom(...STAGES.slice(1)),
      isLapse: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    list.map(
      ({ person, stage, isLapse }, day): Told => ({
        ...{ person, stage, day, effect: isLapse && stage === 'S4' ? 'lapsed' : 'reached' },
      }),
    ),
  )

describe('the rollup', () => {
  test('counts what the definition counts, whatever facts there are, in whatever order they are told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), facts, async (enrolled, told) => {
        const cohortId = await freeze(enrolled)
        await tell(cohortId, told.toReversed())
        const [row] = await countCohorts(room.manager, [cohortId])
        expect(STAGES.map((stage) => row![stage])).toEqual(countByHand(enrolled, told))
        const endings = await countEndings(room.manager, [cohortId])
        expect(endings.reduce((sum, { people }) => sum + people, 0)).toBe(enrolled)
      }),
      { numRuns: 40 },
    )
  })

  test('leaves out a fact that a later one withdraws, and the one that withdraws it', async () => {
    const cohortId = await freeze(3)
    const at = new Date(Date.UTC(2026, 4, 1))
    const enrolmentId = derivedId<'enrolment'>('rollup', cohortId, '0')
    const fact = { enrolmentId, cohortId, stage: 'S3' as const, occurredAt: at, recordedAt: at }
    const certified = {
      ...fact,
      id: newId<'stageEvent'>(),
      effect: 'reached' as const,
      evidenceRef: 'c',
      corrects: null,
    }
    await insertStageEvents(database.context(), [certified])
    expect((await countCohorts(room.manager, [cohortId]))[0]!.S3).toBe(1)
    const withdrawn = { ...fact, id: newId<'stageEvent'>(), effect: 'withdrawn' as const, evidenceRef: 'w' }
    await insertStageEvents(database.context(), [{ ...withdrawn, corrects: certified.id }])
    expect((await countCohorts(room.manager, [cohortId]))[0]!.S3).toBe(0)
  })

  test('gives many cohorts what it gives each alone, and leaves out who is not frozen', async () => {
    const [one, two] = [await freeze(5), await freeze(7)]
    await tell(one, [{ person: 0, stage: 'S1', effect: 'reached', day: 0 }])
    await tell(two, [{ person: 6, stage: 'S1', effect: 'reached', day: 0 }])
    const alone = await Promise.all([one, two].map((id) => countCohorts(room.manager, [id])))
    const together = await countCohorts(room.manager, [one, two, room.cohortId])
    expect(together).toEqual(alone.flat().toSorted((a, b) => (a.cohortId < b.cohortId ? -1 : 1)))
  })
})
