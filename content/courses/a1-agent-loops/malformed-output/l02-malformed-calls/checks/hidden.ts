import { check, hidden, type Random } from '#harness'
import type { Intent, ModelPlan } from '#model'
import { booking, mending, scripted } from '../world/models.ts'
import { bookingOf, drawYard, type Yard, yardWorld } from '../world/yard.ts'
import { gauntlet, slipsOf } from './faults.ts'
import { firstInvalid, isAtTheEnd, isBooked, isFaithful, isStopped, watch } from './watch.ts'

const NOISE = [
  'truncated-arguments',
  'duplicate-keys',
  'wrong-types',
  'unknown-tool',
  'lookalike-tool',
  'duplicate-ids',
  'conflicting-calls',
  'polluted-arguments',
  'code-in-arguments',
] as const

/** Something wrong with every second answer, each time of another kind. */
const noise = (random: Random): NonNullable<ModelPlan['adversaries']> =>
  random.shuffle(NOISE).map((adversary, index) => ({ adversary, at: [2 * index + 1] }))

check('never-invalid', async (t) => {
  const random = hidden('never-invalid')
  const yard = drawYard(random, 4)
  const plan = { scenario: scripted(gauntlet(yard, random)), key: random.hex(32) }
  const seen = await watch(plan, yard, yardWorld(yard), { maxTurns: 90, maxRepairs: 60 })
  if (firstInvalid(seen))
    t.fail({
      text: {
        en: 'A call was carried out that was not valid, not alone in what it changes, or not known by an id of its own.',
        ja: '正しくない呼び出し、同じものを変える呼び出しがほかにあるもの、またはidが一つに決まらないものが行われました。',
      },
    })
  // A program that ends early has not met what came after.
  if (!isAtTheEnd(seen) || seen.uses.flat().length < 12)
    t.fail({
      text: {
        en: 'Nothing invalid was carried out, but the program did not get to the end, or carried out hardly anything.',
        ja: '正しくないものは行われていませんが、プログラムが最後まで進んでいないか、ほとんど何も行っていません。',
      },
    })
})

check('unseen-yards', async (t) => {
  const random = hidden('unseen-yards')
  const plans: Omit<ModelPlan, 'scenario' | 'key'>[] = [{ policy: 'sloppy' }, { adversaries: noise(random) }]
  let right = 0
  for (const plan of plans) {
    const yard = drawYard(random, 4)
    const limits = { maxTurns: 60, maxRepairs: 1 }
    const seen = await watch({ ...plan, scenario: booking(yard), key: random.hex(32) }, yard, yardWorld(yard), limits)
    if (isBooked(yard, seen) && isFaithful(seen) && seen.outcome.status === 'done') right++
  }
  if (right < plans.length)
    t.fail({
      text: {
        en: `${right} of ${plans.length} unseen yards were booked as the model wanted once its calls were valid.`,
        ja: `見たことのないヤード${plans.length}件のうち、正しい呼び出しのとおりに予約されたのは${right}件です。`,
      },
    })
})

check('mends', async (t) => {
  const random = hidden('mends')
  const yard = drawYard(random, 6)
  const scenario = mending(yard, slipsOf(yard, random))
  const seen = await watch({ scenario, key: random.hex(32) }, yard, yardWorld(yard), { maxTurns: 40, maxRepairs: 1 })
  if (!isBooked(yard, seen) || seen.outcome.status !== 'done')
    t.fail({
      text: {
        en: 'A model that mends exactly what it is told of could not mend a call: something that was wrong was not named.',
        ja: '伝えられたことだけを直すモデルが、呼び出しを直せませんでした。誤りの中に、名指しされていないものがあります。',
      },
    })
})

const broken = (yard: Yard): Intent[] => [{ tool: `${yard.words.book}_x`, args: bookingOf(yard, yard.shipments[0]!) }]
const reading = (yard: Yard, at: number): Intent => ({
  tool: yard.words.read,
  args: { [yard.words.subject]: yard.shipments[at]!.id },
})

check('keeps-working', async (t) => {
  const random = hidden('keeps-working')
  const maxRepairs = random.int(1, 3)
  const yard = drawYard(random, 4)
  const bad = Array.from({ length: maxRepairs }, () => broken(yard))
  const good = [reading(yard, 0), reading(yard, 1)]
  const lastStraw = [reading(yard, 2), ...broken(yard), reading(yard, 3)]
  const answers = [...bad, good, ...bad, lastStraw, good]
  const limits = { maxTurns: 40, maxRepairs }
  const stopped = await watch({ scenario: scripted(answers), key: random.hex(32) }, yard, yardWorld(yard), limits)
  const isRightlyStopped = stopped.answers.length === 2 * maxRepairs + 2 && isStopped(stopped, 'maxRepairs')
  if (!isRightlyStopped || stopped.uses.flat().length !== 2)
    t.fail({
      text: {
        en: 'Repairs are counted in a row: a valid answer sets the count back, and the answer past the limit has no effect at all.',
        ja: '修復は「続けて」数えます。正しい答えで数は戻り、上限を超えた答えは何も起こしません。',
      },
    })

  const faults = [0, 1, 2].map((at) => ({ at, tool: yard.words.book, kind: 'unavailable' as const }))
  const strict = { maxTurns: 40, maxRepairs: 0 }
  const refused = await watch({ scenario: booking(yard), key: random.hex(32) }, yard, yardWorld(yard, faults), strict)
  if (!isBooked(yard, refused) || refused.outcome.status !== 'done')
    t.fail({
      text: {
        en: 'The yard refused valid calls. That is news for the model, and no repair.',
        ja: 'ヤードが正しい呼び出しを断りました。これはモデルへの知らせであり、修復ではありません。',
      },
    })

  const mixed = [[reading(yard, 0), ...broken(yard), reading(yard, 1)], good, good, good]
  const turns = { maxTurns: 3, maxRepairs: 1 }
  const ended = await watch({ scenario: scripted(mixed), key: random.hex(32) }, yard, yardWorld(yard), turns)
  if (!isFaithful(ended) || ended.answers.length !== 3 || !isStopped(ended, 'maxTurns'))
    t.fail({
      text: {
        en: 'Valid calls beside a broken one are carried out, and the limit on turns still holds.',
        ja: '壊れた呼び出しの隣にある正しい呼び出しは行います。ターンの上限も、これまでどおり有効です。',
      },
    })
})
