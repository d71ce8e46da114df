import type { Random } from '#harness'
import { drawAsk, drawBuy, drawPrices, type Plan, sumOf, type Truth, textOf, worstOf } from './plan.ts'

export const fileOf = (plan: Plan) => `${JSON.stringify(plan, null, 2)}\n`

/** The night of Run and Check: five questions and three purchases, three at a time, with a budget that suffices. */
export default function generate(random: Random): {
  params: { plan: Plan; truth: Truth }
  files: Record<string, string>
} {
  const prices = drawPrices(random)
  const asks = Array.from({ length: 5 }, () => drawAsk(random, random.int(60, 120)))
  const buys = Array.from({ length: 3 }, () => drawBuy(random, 100 * random.int(3, 9)))
  const jobs = random.shuffle([...asks, ...buys])
  const { tokens, rin } = sumOf(jobs.map((job) => worstOf(job, prices)))
  const budget = { tokens: tokens + random.int(50, 90), rin: rin + random.int(200, 900), ms: 60_000 }
  const truth = {
    says: Object.fromEntries(asks.map(({ id, maxOutput }) => [id, textOf(random.int(10, maxOutput!))])),
    charges: Object.fromEntries(buys.map(({ id, price }) => [id, price!])),
  }
  const plan = { budget, prices, lanes: 3, jobs }
  return { params: { plan, truth }, files: { 'plan.json': fileOf(plan) } }
}
