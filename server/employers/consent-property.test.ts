import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { createCaller } from '../api/root.ts'
import { publishContent } from '../cli/publish-content.ts'
import { useTestDatabase } from '../platform/testing/database.ts'
import { allow, consentTo, DAY, dayOf, type Learner, type Market, makeMarket, NOW, publish } from './fixture-queries.ts'
import { CONSENT_ITEMS } from './inputs.ts'
import { notifyMatching } from './notify-learners.ts'
import type { ConsentItem } from './schema.ts'

const database = useTestDatabase()
let market: Market
let learners: Learner[]

beforeAll(async () => {
  await publishContent(database.context(undefined, NOW), ['content'])
  market = await makeMarket(database)
  learners = [await market.newLearner(), await market.newLearner()]
})

type Step =
  | { do: 'grant'; who: 0 | 1; to: 0 | 1; items: ConsentItem[]; days: number }
  | { do: 'withdraw'; who: 0 | 1; to: 0 | 1 }
  | { do: 'close'; to: 0 | 1 }
  | { do: 'wait'; days: number }
  | { do: 'place'; who: 0 | 1; to: 0 | 1 }

const which = fc.constantFrom<0 | 1>(0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('grant' as const), who: which, to: which, days: fc.integer({ min: 1, max: 30 }) },
      items: fc.subarray<ConsentItem>([...CONSENT_ITEMS], { minLength: 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who: which, to: which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), to: which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('place' as const), who: which, to: which }) },
)

/** Items of a learner that can be told by their own words, wherever in an answer they stand. */
function itemsIn(answer: unknown, learner: Learner): Set<ConsentItem> {
  const text = JSON.stringify(answer)
  const found = new Set<ConsentItem>()
  if (text.includes(learner.name)) found.add('name')
  if (text.includes(learner.email)) found.add('email')
  if (text.includes(learner.handle)) found.add('credentials')
  return found
}

type View = { items: ConsentItem[] } & Record<ConsentItem, unknown>

/** Every view of a person in an answer, however deep. */
function viewsIn(answer: unknown): View[] {
  if (typeof answer !== 'object' || answer === null) return []
  if ('items' in answer && 'evidence' in answer) return [answer as View]
  return Object.values(answer).flatMap(viewsIn)
}

/** Everything the employers' API answers to one employer, all ids known to them or not. */
async function everything(employer: Market['employer'], openings: string[], consents: string[], now: Date) {
  const { employers } = createCaller(employer.as(now))
  const tried = await Promise.all([
    ...openings.map((openingId) => employers.candidates({ openingId }).catch(() => null)),
    ...openings.map((openingId) => employers.opening({ openingId }).catch(() => null)),
    ...openings.map((openingId) => employers.preview({ openingId, items: [...CONSENT_ITEMS] }).catch(() => null)),
    ...consents.map((consentId) => employers.candidate({ consentId }).catch(() => null)),
    employers.listOpenings(),
    employers.listPlacements(),
    employers.sharing(),
    employers.disclosures(),
    employers.openingChoices(),
    employers.stillShown({ consentIds: consents.slice(0, 200) }),
    employers.listRequests().catch(() => null),
  ])
  return tried
}

test('whatever is granted, withdrawn, closed or waited for: an employer is shown no item outside a live consent to them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const firms = [market.employer, market.other]
      const openings = [await publish(firms[0]!), await publish(firms[1]!)]
      const worker = database.context({ kind: 'system', process: 'worker' }, NOW)
      for (const openingId of openings) await notifyMatching(worker, { openingId })
      // The model: what each learner lets each firm see, until when.
      const live = new Map<string, { items: ConsentItem[]; until: Date; consentId: string }>()
      const closed = new Set<number>()
      const consents: string[] = []
      let now = NOW
      for (const action of steps) {
        if (action.do === 'wait') now = new Date(now.getTime() + action.days * DAY)
        if (action.do === 'close') {
          await createCaller(firms[action.to]!.as(now)).employers.closeOpening({ openingId: openings[action.to]! })
          closed.add(action.to)
        }
        if (action.do === 'grant') {
          const { items, who, to } = action
          const endsOn = dayOf(new Date(now.getTime() + action.days * DAY))
          const given = await allow(learners[who]!, openings[to]!, { items, endsOn }, now).catch(() => null)
          if (given) {
            consents.push(given)
            live.set(`${who}${to}`, { items, until: new Date(`${endsOn}T00:00:00Z`), consentId: given })
          }
        }
        const held = 'who' in action ? live.get(`${action.who}${action.to}`) : undefined
        if (action.do === 'withdraw' && held) {
          await createCaller(learners[action.who]!.as(now)).employers.withdraw({ consentId: held.consentId })
          live.delete(`${action.who}${action.to}`)
        }
        if (action.do === 'place' && held)
          await createCaller(firms[action.to]!.as(now))
            .employers.recordPlacement({
              ...{ placementId: consentTo('').consentId, consentId: held.consentId, hoursPerWeek: 40 },
              ...{ contract: 'permanent', startsOn: dayOf(now), reference: 'ours' },
            })
            .catch(() => null)
        for (const [to, firm] of firms.entries()) {
          const answers = await everything(firm, openings, consents, now)
          for (const [who, learner] of learners.entries()) {
            const held = live.get(`${who}${to}`)
            const may = held && held.until > now && !closed.has(to) ? held.items : []
            const shown = itemsIn(answers, learner)
            expect([...shown].filter((item) => !may.includes(item))).toEqual([])
            for (const item of ['name', 'email', 'credentials'] as const)
              if (may.includes(item)) expect(shown).toContain(item)
          }
          const views = viewsIn(answers)
          for (const view of views)
            for (const item of CONSENT_ITEMS) if (!view.items.includes(item)) expect(view[item]).toBeNull()
        }
      }
    }),
    { numRuns: 25 },
  )
})
