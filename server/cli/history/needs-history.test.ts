import { expect, test } from 'vitest'
import { record } from '../../audit/index.ts'
import { useTestDatabase } from '../../platform/testing/database.ts'
import { needsHistory } from './needs-history.ts'

const database = useTestDatabase()

test('a past is written once, and never into a site that somebody has come into', async () => {
  const ctx = database.context()
  expect(await needsHistory(ctx)).toBe(true)
  await record(ctx, 'session.open', { type: 'session', id: 'a' })
  expect(await needsHistory(ctx)).toBe(false)
})
