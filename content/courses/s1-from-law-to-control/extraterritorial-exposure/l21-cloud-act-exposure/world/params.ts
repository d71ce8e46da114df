import { drawGraph, emptyGraph } from './build.ts'
import { recipes } from './recipes.ts'
import { toSql } from './sql.ts'
import type { Graph, Random } from './types.ts'

/** Without these a shown graph would have nothing to say about a rule that points depend on. */
const always = [
  'joint venture',
  'group',
  'circle with a way in',
  'bytes and key with two in reach',
  'key without users',
]

const shown: Record<keyof typeof recipes, number> = { control: 12, keys: 7, support: 4, unknown: 5 }

/** The graph a learner is shown: 28 workloads, drawn from all kinds, with every verdict among them. */
export default function generate(random: Random): { params: Graph; files: Record<string, string> } {
  const graph = drawShown(random)
  return { params: graph, files: { 'graph/graph.sql': toSql(graph) } }
}

function drawShown(random: Random): Graph {
  const chosen = Object.entries(shown).flatMap(([topic, count]) => {
    const listed = random.shuffle(recipes[topic as keyof typeof recipes])
    const first = listed.filter(([, name]) => always.includes(name))
    const sure = listed.filter((one) => one[0] !== 'not-exposed' && !first.includes(one))
    const half = [...first, ...sure].slice(0, Math.ceil(count / 2))
    return [...half, ...listed.filter((one) => !half.includes(one))].slice(0, count)
  })
  return drawGraph(random, emptyGraph(random, 'US'), chosen, 1)
}
