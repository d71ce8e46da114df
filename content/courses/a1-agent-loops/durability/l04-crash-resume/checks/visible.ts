import { check, params, shown } from '#harness'
import { atSearched, type Plan } from '../world/market.ts'
import { attempt, describe, isRight, isTrueReport } from './trial.ts'

const { plan } = params as unknown as { plan: Plan }
const where = { file: 'agent/buy.ts' }
const market = () => shown('market')

check('quiet-night', async (t) => {
  const trial = await attempt(plan, market())
  if (!isRight(trial))
    t.fail({
      text: {
        en: 'Without any crash, each line is ordered once and the program ends by itself.',
        ja: 'クラッシュがなければ、どの行も一度だけ発注され、プログラムは自分で終わります。',
      },
      seen: describe(trial),
      where,
    })
  if (!isTrueReport(trial))
    t.fail({
      text: {
        en: 'The report names every order with its number and what it cost, and their sum.',
        ja: '報告には、すべての注文の番号と金額、そしてその合計を含めます。',
      },
      expected: JSON.stringify(trial.ledger.map(({ reference, order, amount }) => ({ reference, order, amount }))),
      seen: JSON.stringify(trial.printed),
      where,
    })
})

check('killed-at-orders', async (t) => {
  const searched = atSearched(plan)
  const keyed = plan.lines.findIndex((_line, at) => at !== searched)
  const deaths = [
    { at: keyed, kind: 'kill-after' as const },
    { at: searched, kind: 'kill-after' as const },
    { at: searched, kind: 'kill-before' as const },
  ]
  for (const { at, kind } of deaths) {
    const trial = await attempt(plan, market(), [{ at, tool: 'order', kind }])
    if (!isRight(trial)) {
      const moment = {
        en: kind === 'kill-after' ? 'once it was placed, before its answer' : 'before it was placed',
        ja: kind === 'kill-after' ? '注文ができたあと、答えの前' : '注文ができる前',
      }
      t.fail({
        text: {
          en: `Killed at the ${['first', 'second', 'third'][at]} order, ${moment.en}, and started again: each line has to end with exactly one order.`,
          ja: `${at + 1}番目の注文で(${moment.ja})強制終了し、もう一度起動しました。どの行も、ちょうど一つの注文で終わる必要があります。`,
        },
        seen: describe(trial),
        where,
      })
    }
  }
})

check('lost-answer', async (t) => {
  for (const at of plan.lines.keys()) {
    const trial = await attempt(plan, market(), [{ at, tool: 'order', kind: 'lost' }])
    if (!isRight(trial))
      t.fail({
        text: {
          en: 'An order was placed and its answer got lost. Each line still has to end with exactly one order.',
          ja: '注文はできましたが、答えが失われました。それでも、どの行も、ちょうど一つの注文で終わる必要があります。',
        },
        seen: describe(trial),
        where,
      })
  }
})
