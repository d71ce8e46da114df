import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationPage } from './configuration-page.ts'
import { EnvSchema } from './env.ts'

test('docs/configuration.md says what env.ts says; if not: node docs/generate-configuration.ts', () => {
  expect(readFileSync('docs/configuration.md', 'utf8')).toBe(configurationPage())
})

test('every variable is described, and there are fewer than thirty', () => {
  const variables = Object.entries(EnvSchema.shape)
  expect(variables.filter(([, schema]) => !schema.description).map(([name]) => name)).toEqual([])
  expect(variables.length).toBeLessThan(30)
})
