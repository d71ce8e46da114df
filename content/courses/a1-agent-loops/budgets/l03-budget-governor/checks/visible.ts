import { check, params, shown } from '#harness'
import { drawAsk, type Plan, sumOf, type Truth, textOf, worstOf } from '../world/plan.ts'
import { agrees, areDone, isWithin, type Seen, work } from './ledger.ts'

const { plan, truth } = params as unknown as { plan: Plan; truth: Truth }
const key = '3c'.repeat(32)

const errorsOf = ({ result }: Seen) => (result.stderr ? `\n${result.stderr.slice(0, 600)}` : '')
const ledgerOf = ({ ledger, made }: Seen) => `${made.length} calls, ${ledger.tokens} tokens, ${ledger.rin} rin`

check('does-the-work', async (t) => {
  const seen = await work(plan, truth, key)
  if (seen.result.timedOut)
    t.fail({
      text: {
        en: 'The jobs were over, and the program went on for four seconds without ending. Something keeps it alive.',
        ja: '仕事は終わったのに、プログラムはその後4秒たっても終了しませんでした。何かが終了を妨げています。',
      },
      seen: ledgerOf(seen),
      where: { file: 'governor/governor.ts' },
    })
  if (
    !areDone(
      seen,
      plan.jobs.map(({ id }) => id),
    ) ||
    !agrees(seen, plan)
  )
    t.fail({
      text: {
        en: 'With a budget that suffices every job is done once, and left() is the budget less what the ledger says.',
        ja: '予算が足りていれば、どの仕事も一度ずつ行われ、left() は予算から台帳の額を引いたものになります。',
      },
      expected: `${plan.jobs.length} jobs, the ledger and left() together the budget`,
      seen: `${ledgerOf(seen)}, left ${JSON.stringify(seen.said.left)}${errorsOf(seen)}`,
      where: { file: 'governor/governor.ts' },
    })
})

check('fits-exactly', async (t) => {
  const random = shown('fits-exactly')
  const asks = Array.from({ length: 4 }, () => drawAsk(random, random.int(40, 90)))
  const says = Object.fromEntries(asks.map(({ id }) => [id, textOf(5)]))
  const worst = sumOf(asks.map((job) => worstOf(job, plan.prices)))
  const night = { ...plan, lanes: asks.length, jobs: asks, budget: { ...worst, ms: 60_000 } }
  const exact = await work(night, { says, charges: {} }, key)
  if (
    !areDone(
      exact,
      asks.map(({ id }) => id),
    )
  )
    t.fail({
      text: {
        en: 'Four questions at once, and a budget of exactly their worst cases: all of them fit.',
        ja: '四つの問いを同時に行い、予算はちょうどそれらの最悪の場合の合計です。すべて収まります。',
      },
      expected: `${asks.length} calls`,
      seen: ledgerOf(exact) + errorsOf(exact),
      where: { file: 'governor/estimate.ts' },
    })
  for (const limit of ['tokens', 'rin'] as const) {
    const short = { ...night, budget: { ...night.budget, [limit]: worst[limit] - 1 } }
    const seen = await work(short, { says, charges: {} }, key)
    const refused = asks.filter(({ id }) => seen.said.status(id) === `refused ${limit}`).length
    if (seen.made.length !== asks.length - 1 || refused !== 1)
      t.fail({
        text: {
          en: `With one less in ${limit}, one of the four is refused by ${limit}, and the others are done.`,
          ja: `${limit} が一つ少なければ、四つのうち一つが ${limit} により断られ、ほかは行われます。`,
        },
        expected: `${asks.length - 1} calls, 1 refused by ${limit}`,
        seen: `${ledgerOf(seen)}, ${refused} refused by ${limit}${errorsOf(seen)}`,
        where: { file: 'governor/governor.ts' },
      })
  }
})

check('races', async (t) => {
  const random = shown('races')
  const asks = Array.from({ length: 8 }, () => drawAsk(random, 100))
  const says = Object.fromEntries(asks.map(({ id }) => [id, textOf(100)]))
  const { tokens, rin } = sumOf(asks.slice(0, 3).map((job) => worstOf(job, plan.prices)))
  const night = { ...plan, lanes: 8, jobs: asks, budget: { tokens: tokens + 60, rin: 2 * rin, ms: 60_000 } }
  const seen = await work(night, { says, charges: {} }, key)
  if (!isWithin(seen, night) || seen.made.length < 3)
    t.fail({
      text: {
        en: 'Eight questions at once, and a budget for three of them: the ledger has to stay within it, and three have to be done.',
        ja: '八つの問いを同時に行い、予算は三つ分です。台帳は予算内に収まり、三つは行われなければなりません。',
      },
      expected: `at most ${night.budget.tokens} tokens, 3 calls`,
      seen: ledgerOf(seen) + errorsOf(seen),
      where: { file: 'governor/governor.ts' },
    })
})
