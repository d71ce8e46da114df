import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { describe, expect, test } from 'vitest'
import { shown } from '#harness'
import { buildContext } from '../world/build.ts'
import generate from '../world/params.ts'
import { type Case, recipes } from '../world/recipes.ts'
import type { PolicyContext } from '../world/types.ts'
import { groups, mutate } from './mutants.ts'
import { type Decision, decide } from './oracle.ts'

const draws = 60

function casesOf(name: string): { context: PolicyContext; resource: Case['resource'] }[] {
  const random = shown(name)
  const recipe = recipes[name]
  if (!recipe) throw new Error(`no recipe ${name}`)
  return Array.from({ length: draws }, () => {
    const context = buildContext(random)
    const { resource, exemptions } = recipe(random, context)
    return { context: { ...context, exemptions }, resource }
  })
}

describe('each recipe makes the case it is named after', () => {
  test.each([
    ['compliant', 'R0'],
    ['missing-attribute', 'R1'],
    ['unknown-name', 'R1'],
    ['unknown-custody', 'R1'],
    ['primary-outside', 'R2'],
    ['copy-outside', 'R2'],
    ['backup-of-replica-outside', 'R2'],
    ['silent-trace-outside', 'R2'],
    ['harmless-trace-outside', 'R0'],
    ['lookalike', 'R2'],
    ['exemption-live', 'R0'],
    ['exemption-ended', 'R3'],
    ['exemption-not-begun', 'R3'],
    ['exemption-renewed', 'R0'],
    ['exemption-for-something-else', 'R2'],
    ['key-with-provider', 'R4'],
    ['key-held-abroad', 'R4'],
    ['key-of-a-copy', 'R4'],
    ['foreign-operator-without-key', 'R0'],
    ['provider-key-on-staff-data', 'R0'],
    ['runtime-in-the-clear', 'R5'],
    ['in-japan-but-not-listed', 'R2'],
  ])('%s: %s', (name, rule) => {
    expect(new Set(casesOf(name).map(({ resource, context }) => decide(resource, context).rule))).toEqual(
      new Set([rule]),
    )
  })
})

test('a shown world holds 41 workloads, every rule, and one exemption in force beside one that ended', () => {
  for (let seed = 0; seed < draws; seed++) {
    const { context, resources } = generate(shown(`world ${seed}`)).params
    const rules = resources.map((resource) => decide(resource, context).rule)
    expect(resources).toHaveLength(41)
    expect([...new Set(rules)].sort()).toEqual(['R0', 'R1', 'R2', 'R3', 'R4', 'R5'])
    expect(rules.filter((rule) => rule === 'R0').length).toBeGreaterThanOrEqual(20)
    expect(context.exemptions.map(({ until }) => until >= context.today)).toEqual([true, false])
  }
})

test('every broken policy decides some case differently', async () => {
  const source = stripTypeScriptTypes(readFileSync(new URL('./oracle.ts', import.meta.url), 'utf8'))
  const cases = Object.keys(recipes).flatMap(casesOf)
  for (const mutant of groups.flat()) {
    const broken: { decide: typeof decide } = await import(
      `data:text/javascript,${encodeURIComponent(mutate(source, mutant))}`
    )
    const isCaught = cases.some(
      ({ resource, context }) => key(broken.decide(resource, context)) !== key(decide(resource, context)),
    )
    expect(isCaught, mutant.name).toBe(true)
  }
})

const key = ({ effect, rule }: Decision) => `${effect} ${rule}`
