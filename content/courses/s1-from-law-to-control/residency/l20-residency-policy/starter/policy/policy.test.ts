import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleContext, exampleResource } from './example.ts'
import { decide } from './policy.ts'

test('a compliant record is allowed', () => {
  const { effect, rule } = decide(exampleResource(), exampleContext())
  assert.deepEqual({ effect, rule }, { effect: 'allow', rule: 'R0' })
})
