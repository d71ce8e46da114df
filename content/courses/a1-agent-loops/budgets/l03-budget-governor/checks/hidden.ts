import { check, hidden, type Random, writeFile } from '#harness'
import { type Ask, type Buy, drawAsk, drawBuy, drawPrices, type Plan, sumOf, textOf, worstOf } from '../world/plan.ts'
import { agrees, areDone, isWithin, type Seen, work } from './ledger.ts'

const MINUTES = 600_000
const many = <T>(count: number, draw: (index: number) => T) => Array.from({ length: count }, (_, index) => draw(index))
const saying = (asks: readonly Ask[], tokens: (ask: Ask) => number) =>
  Object.fromEntries(asks.map((ask) => [ask.id, textOf(tokens(ask))]))
const charging = (buys: readonly Buy[], rin: (buy: Buy) => number) =>
  Object.fromEntries(buys.map((buy) => [buy.id, rin(buy)]))

interface Night {
  plan: Plan
  see: () => Promise<Seen>
  /** So many calls fit in any order. */
  atLeast: number
}

/** Questions that use all they may, with tokens for a few of them; one of them has no limit and would use everything. */
function tokenRace(random: Random): Night {
  const limit = random.int(80, 160)
  const asks = [...many(random.int(8, 12), () => drawAsk(random, limit)), drawAsk(random, null)]
  const prices = drawPrices(random)
  const bound = asks.filter(({ maxOutput }) => maxOutput !== null).map((ask) => worstOf(ask, prices))
  const dearest = Math.max(...bound.map(({ tokens }) => tokens))
  const fitting = random.int(3, 5)
  const budget = { tokens: fitting * dearest + random.int(0, 30), rin: 10 * sumOf(bound).rin, ms: MINUTES }
  const plan = { budget, prices, lanes: asks.length, jobs: random.shuffle(asks) }
  const says = saying(asks, ({ maxOutput }) => maxOutput ?? 20 * limit)
  return { plan, see: () => work(plan, { says, charges: {} }, random.hex(32)), atLeast: fitting }
}

/** Purchases and questions at once, with money for a few; some prices are none. */
function moneyRace(random: Random): Night {
  const prices = drawPrices(random)
  const asks = many(5, () => drawAsk(random, 100))
  const buys = many(6, () => drawBuy(random, 100 * random.int(4, 9)))
  const odd = [null, -5_000, 0.5].map((price) => drawBuy(random, price))
  const jobs = random.shuffle([...asks, ...buys, ...odd])
  const worst = [...asks, ...buys].map((job) => worstOf(job, prices))
  const dearest = Math.max(...worst.map(({ rin }) => rin))
  const budget = { tokens: 10 * sumOf(worst).tokens, rin: 4 * dearest, ms: MINUTES }
  const plan = { budget, prices, lanes: random.pick([4, jobs.length]), jobs }
  const charges = charging([...buys, ...odd], ({ price }) => Math.max(price ?? 0, 300))
  const says = saying(asks, () => 100)
  return { plan, see: () => work(plan, { says, charges }, random.hex(32)), atLeast: 4 }
}

/** Every answer is charged and lost on the way. */
function lostRace(random: Random): Night {
  const prices = drawPrices(random)
  const asks = many(10, () => drawAsk(random, 90))
  const dearest = Math.max(...asks.map((ask) => worstOf(ask, prices).tokens))
  const rin = 10 * sumOf(asks.map((ask) => worstOf(ask, prices))).rin
  const plan = { budget: { tokens: 4 * dearest, rin, ms: MINUTES }, prices, lanes: 2, jobs: asks }
  const adversaries = [{ adversary: 'cut-stream', at: [0] }] as const
  const says = saying(asks, () => 90)
  return { plan, see: () => work(plan, { says, charges: {} }, random.hex(32), { adversaries }), atLeast: 4 }
}

check('never-overspends', async (t) => {
  const random = hidden('never-overspends')
  for (const draw of [tokenRace, moneyRace, lostRace]) {
    const { plan, see, atLeast } = draw(random)
    const seen = await see()
    if (!isWithin(seen, plan))
      t.fail({
        text: {
          en: 'The ledger is above the budget: calls ran side by side, were lost after they were charged, or had no known worst case.',
          ja: '台帳が予算を超えています。並んだ呼び出し、請求されたあとで失われた呼び出し、最悪の場合がわからない呼び出しのどれかです。',
        },
      })
    if (seen.made.length < atLeast)
      t.fail({
        text: {
          en: 'The budget is kept, but calls were refused that fit into it.',
          ja: '予算は守られていますが、収まるはずの呼び出しが断られています。',
        },
      })
  }
})

check('refunds', async (t) => {
  const random = hidden('refunds')
  const prices = drawPrices(random)
  const asks = many(9, () => ({ ...drawAsk(random, 200), wantsJson: random.chance(0.4) }))
  const used = asks.map((ask) => worstOf({ ...ask, maxOutput: 4 }, prices))
  const dearest = worstOf({ ...asks[0]!, maxOutput: 260 }, prices)
  // Room for what all of them use and for two worst cases on top: enough two at a time, if the rest comes back.
  const room = sumOf([...used, dearest, dearest])
  const plan: Plan = { budget: { ...room, ms: MINUTES }, prices, lanes: 2, jobs: asks }
  const seen = await work(plan, { says: saying(asks, () => 4), charges: {} }, random.hex(32))
  const isRight = asks.every(({ id, wantsJson }) => seen.said.status(id) === (wantsJson ? 'failed' : 'done'))
  if (seen.made.length !== asks.length || !isRight || !agrees(seen, plan))
    t.fail({
      text: {
        en: 'Answers were far shorter than they might have been, also those that were of no use. What was not used has to be free again.',
        ja: '役に立たなかったものも含め、答えは許された長さよりずっと短いものでした。使われなかった分は、また自由に使えなければなりません。',
      },
    })

  const buys = many(8, () => drawBuy(random, 700))
  const questions = many(8, () => drawAsk(random, 60))
  const real = sumOf([...buys.slice(5), ...questions.slice(5)].map((job) => worstOf(job, prices)))
  const slack = { tokens: 260, rin: 260 * prices.output + 700 }
  const budget = { ...sumOf([real, slack]), ms: MINUTES }
  const storm: Plan = { budget, prices, lanes: 1, jobs: [...buys, ...questions] }
  const refused = await work(
    storm,
    { says: saying(questions, () => 60), charges: charging(buys, () => 700) },
    random.hex(32),
    {
      adversaries: [{ adversary: random.pick(['rate-limit-storm', 'overload']), at: [0], times: 5 }],
      faults: many(5, (at) => ({ at, kind: 'unavailable' as const })),
    },
  )
  const done = [...buys.slice(5), ...questions.slice(5)].map(({ id }) => id)
  if (!areDone(refused, done) || !agrees(refused, storm))
    t.fail({
      text: {
        en: 'Services refused ten calls and charged nothing. That must not use up the budget.',
        ja: 'サービスが十の呼び出しを断り、何も請求していません。それで予算が減ってはいけません。',
      },
    })
})

check('what-failed', async (t) => {
  const random = hidden('what-failed')
  const prices = drawPrices(random)
  const buys = many(6, () => drawBuy(random, 100 * random.int(3, 8)))
  const lost = [1, random.int(3, 4)]
  const total = sumOf(buys.map((buy) => worstOf(buy, prices))).rin
  const plan: Plan = { budget: { tokens: 0, rin: total, ms: MINUTES }, prices, lanes: 1, jobs: buys }
  const faults = lost.map((at) => ({ at, kind: 'lost' as const }))
  const truth = { says: {}, charges: charging(buys, ({ price }) => price! - 100) }
  const seen = await work(plan, truth, random.hex(32), { faults })
  // Both lost purchases were charged less than the list says, which nobody was told.
  const assumed = { tokens: 0, rin: 100 * lost.length }
  const isSaid = buys.every(({ id }, index) => seen.said.status(id) === (lost.includes(index) ? 'failed' : 'done'))
  if (seen.made.length !== buys.length || !isSaid || !agrees(seen, plan, assumed))
    t.fail({
      text: {
        en: 'Two purchases were lost on the way. Their worst case has to stay booked, the others are booked as charged, and the work goes on.',
        ja: '二つの購入の答えが途中で失われました。その最悪の場合の額は記帳したままにし、ほかは請求どおりに記帳して、仕事を続けます。',
      },
    })

  const price = 100 * random.int(3, 6)
  const dearer = many(5, () => drawBuy(random, price))
  const surcharge = price / 2
  const budget = { tokens: 0, rin: 3 * price + surcharge, ms: MINUTES }
  const night: Plan = { budget, prices, lanes: 1, jobs: dearer }
  const charges = charging(dearer, () => price + surcharge)
  const charged = await work(night, { says: {}, charges }, random.hex(32))
  if (charged.made.length !== 2 || !isWithin(charged, night) || !agrees(charged, night))
    t.fail({
      text: {
        en: 'A service charged more than it had said. What it really came to is booked, and the next call is judged by that.',
        ja: 'サービスが、言っていたより多く請求しました。実際の額を記帳し、次の呼び出しはそれに基づいて判断します。',
      },
    })
})

/** The clock on the wall, set forward and back by an hour whenever somebody looks at it. */
const WALL = `const real = Date.now.bind(Date)
let looks = 0
Date.now = () => real() + (looks++ % 2 === 0 ? -3_600_000 : 3_600_000)
`

check('keeps-time', async (t) => {
  const random = hidden('keeps-time')
  const prices = drawPrices(random)
  const rich = { tokens: 100_000, rin: 1_000_000 }
  const [hanging, tooLong, short] = [
    drawBuy(random, 500, 700),
    drawBuy(random, 500, 59_600),
    drawBuy(random, 500, 40_000),
  ]
  const buys = [hanging, tooLong, short]
  // Far apart: a machine under load takes seconds for what takes milliseconds here, and the answers are the same.
  const one: Plan = { budget: { ...rich, ms: 60_000 }, prices, lanes: 1, jobs: buys }
  const truth = { says: {}, charges: charging(buys, () => 500) }
  const faults = [{ at: 0, kind: 'hang' as const }]
  const seen = await work(one, truth, random.hex(32), { faults })
  const isRight =
    seen.said.status(hanging.id) === 'failed' &&
    seen.said.status(tooLong.id) === 'refused ms' &&
    seen.said.status(short.id) === 'done' &&
    !seen.made.includes(tooLong.id)
  if (!isRight || seen.result.timedOut || !agrees(seen, one, { tokens: 0, rin: 500 }))
    t.fail({
      text: {
        en: 'One call never answered, one could not end before the deadline, one could: given up in its time, refused, done.',
        ja: '一つは答えが来ず、一つは期限までに終わりえず、一つは終わりえました。順に、時間が来たら打ち切る、断る、行う、が正解です。',
      },
    })

  await writeFile('wall.mjs', WALL)
  const side = many(4, () => drawAsk(random, 50, 20_000))
  const wide: Plan = { budget: { ...rich, ms: 30_000 }, prices, lanes: 4, jobs: side }
  const argv = ['node', '--import', './wall.mjs', 'governor/main.ts']
  const parallel = await work(wide, { says: saying(side, () => 50), charges: {} }, random.hex(32), { argv })
  if (
    !areDone(
      parallel,
      side.map(({ id }) => id),
    ) ||
    parallel.result.timedOut
  )
    t.fail({
      text: {
        en: 'Four calls side by side had time enough, and a clock on the wall that jumped. All of them are done, and the program ends at once.',
        ja: '並んだ四つの呼び出しには十分な時間があり、壁の時計だけが飛びました。すべて行われ、プログラムはすぐに終わるはずです。',
      },
    })
})
