import { check, hidden } from '#harness'
import { drawLedger, type Listed } from '../world/build.ts'
import { recipes } from '../world/recipes.ts'
import type { Ledger } from '../world/types.ts'
import { failUnlessRight, isRight, judge } from './judge.ts'

const ledgers = 3
const times = 2

/** Ledgers nobody has seen, in which each recipe occurs twice. */
function draw(stream: string, listed: Listed[]): Ledger[] {
  const random = hidden(stream)
  return Array.from({ length: ledgers }, () => drawLedger(random, listed, times))
}

for (const topic of ['storage', 'grounds', 'measures', 'consents'] as const) {
  check(topic, async (t) => {
    failUnlessRight(t, await judge(t, draw(topic, recipes[topic]), 'hidden'))
  })
}

check('records', async (t) => {
  const judged = await judge(t, draw('records', Object.values(recipes).flat()), 'hidden')
  const right = judged.filter(isRight).length
  if (right === judged.length) return
  t.fail({
    text: {
      en: `For ${right} of ${judged.length} unseen flows of all kinds both the basis and whether a record is due are right.`,
      ja: `あらゆる種類の初めて見る${judged.length}件の流れのうち、根拠と記録の要否の両方が正しいものは${right}件です。`,
    },
  })
})
