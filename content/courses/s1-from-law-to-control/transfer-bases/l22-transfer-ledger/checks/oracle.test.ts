import { describe, expect, test } from 'vitest'
import { shown } from '#harness'
import { Builder, drawLedger, emptyLedger } from '../world/build.ts'
import generate from '../world/params.ts'
import { recipes } from '../world/recipes.ts'
import { judgeLedger } from './oracle.ts'

const draws = 40

describe('each recipe makes the case it is listed under', () => {
  const all = Object.entries(recipes).flatMap(([topic, listed]) => listed.map((one) => [topic, ...one] as const))
  test.each(all)('%s: %s, %s, %s', (topic, basis, record, name, recipe) => {
    const random = shown(`${topic}/${name}`)
    for (let draw = 0; draw < draws; draw++) {
      const ledger = emptyLedger()
      const { id } = recipe(new Builder(random, ledger))
      expect(judgeLedger(ledger).find(({ flow }) => flow === id)).toEqual({ flow: id, basis, record })
    }
  })
})

test('flows of one ledger do not disturb each other', () => {
  const all = Object.values(recipes).flat()
  const rows = judgeLedger(drawLedger(shown('together'), all, 1))
  const counted = (bases: string[]) => Object.groupBy(bases, (basis) => basis)
  const helpers = rows.length - all.length
  const listed = counted(all.map(([basis]) => basis))
  const found = counted(rows.map(({ basis }) => basis))
  for (const basis of ['not-provided', 'domestic', 'designated', 'equivalent', 'refuse'])
    expect(found[basis]?.length).toBe(listed[basis]?.length)
  expect(found.consent?.length).toBe((listed.consent?.length ?? 0) + helpers)
})

test('half of the shown flows are refused', () => {
  const rows = judgeLedger(generate(shown('params')).params)
  const refused = rows.filter(({ basis }) => basis === 'refuse').length
  expect(refused).toBe(17)
  expect(rows.some(({ record }) => record)).toBe(true)
})
