import { check, params } from '#harness'
import type { Graph } from '../world/types.ts'
import { describe, isRight, judge, namesParties } from './judge.ts'

/** The graph as it was given, whatever the copy in the workspace says by now. */
const graph = params as unknown as Graph

check('shown-graph', async (t) => {
  const judged = await judge(t, [graph], 'shown')
  const wrong = judged.find((one) => !isRight(one))
  if (wrong) t.fail(describe(wrong, judged.filter(isRight).length, judged.length))
})

check('names-the-parties', async (t) => {
  const exposed = (await judge(t, [graph], 'shown')).filter(({ expected }) => expected.verdict === 'exposed')
  const isWhole = (one: (typeof exposed)[number]) => isRight(one) && namesParties(one)
  const wrong = exposed.find((one) => !isWhole(one))
  if (wrong) t.fail(describe(wrong, exposed.filter(isWhole).length, exposed.length))
})
