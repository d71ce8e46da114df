import { expect, test } from 'vitest'
import { record } from '../../audit/index.ts'
import { useTestDatabase } from '../../platform/testing/database.ts'
import { needsHistory, REMOVED } from './needs-history.ts'

const database = useTestDatabase()

test('a past is written once, also into a site that somebody has come into, and not again after it was removed', async () => {
  const ctx = database.context()
  expect(await needsHistory(ctx)).toBe(true)
  await record(ctx, 'session.open', { type: 'session', id: 'a' })
  expect(await needsHistory(ctx)).toBe(true)
  await record(ctx, REMOVED, { type: 'site', id: 'evaluation' })
  expect(await needsHistory(ctx)).toBe(false)
})
