import { check, hidden, type Random } from '#harness'
import { drawGraph, emptyGraph, type Listed, shuffleRows } from '../world/build.ts'
import { recipes } from '../world/recipes.ts'
import { addTangle } from '../world/tangle.ts'
import type { Graph } from '../world/types.ts'
import { failUnlessRight, isWhollyRight, judge } from './judge.ts'

const laws = ['US', 'GB', 'AU'] as const
const graphs = 3

const tangled = { companies: 220, workloads: 60 }

function draw(random: Random, listed: Listed[], times: number): Graph[] {
  return Array.from({ length: graphs }, (_, index) =>
    drawGraph(random, emptyGraph(random, laws[index] as string), listed, times),
  )
}

check('control', async (t) => {
  const random = hidden('control')
  // Each case by itself as well: among others, their edges can keep a walk going that would have stopped too soon.
  const alone = recipes.control.map((one) => drawGraph(random, emptyGraph(random, random.pick(laws)), [one], 1))
  failUnlessRight(t, await judge(t, [...draw(random, recipes.control, 2), ...alone], 'hidden'))
})

check('keys', async (t) => {
  failUnlessRight(t, await judge(t, draw(hidden('keys'), recipes.keys, 3), 'hidden'))
})

check('support', async (t) => {
  failUnlessRight(t, await judge(t, draw(hidden('support'), recipes.support, 3), 'hidden'))
})

check('unknown', async (t) => {
  failUnlessRight(t, await judge(t, draw(hidden('unknown'), recipes.unknown, 3), 'hidden'))
})

check('tangled-graphs', async (t) => {
  const random = hidden('tangled-graphs')
  const drawn = laws.map((law) => {
    const graph = emptyGraph(random, law)
    addTangle(random, graph, tangled.companies, tangled.workloads)
    return drawGraph(random, shuffleRows(random, graph), Object.values(recipes).flat(), 1)
  })
  const judged = await judge(t, drawn, 'hidden')
  const right = judged.filter(isWhollyRight).length
  if (right === judged.length) return
  t.fail({
    text: {
      en: `${right} of ${judged.length} rows about large unseen graphs are right, with the right parties.`,
      ja: `初めて見る大きなグラフの${judged.length}行のうち、${right}行が、当事者も含めて正しく判定されました。`,
    },
  })
})
