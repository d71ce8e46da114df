import { describe, expect, test } from 'vitest'
import { shown } from '#harness'
import { Builder, emptyGraph } from '../world/build.ts'
import generate from '../world/params.ts'
import { recipes } from '../world/recipes.ts'
import { judgeGraph } from './oracle.ts'

const draws = 40

describe('each recipe makes the case it is listed under', () => {
  const all = Object.entries(recipes).flatMap(([topic, listed]) => listed.map((one) => [topic, ...one] as const))
  test.each(all)('%s: %s, %s', (topic, verdict, name, recipe) => {
    const random = shown(`${topic}/${name}`)
    for (let draw = 0; draw < draws; draw++) {
      const graph = emptyGraph(random, 'US')
      recipe(new Builder(random, graph))
      expect(judgeGraph(graph).map((row) => row.verdict)).toEqual([verdict])
    }
  })
})

test('the shown graph holds every verdict, and lists parties where it is exposed', () => {
  const { params } = generate(shown('params'))
  const rows = judgeGraph(params)
  expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['exposed', 'not-exposed', 'unknown']))
  for (const { verdict, through } of rows) expect(through.length > 0).toBe(verdict === 'exposed')
})
