import { expect, test } from 'vitest'
import { useTestDatabase } from '../testing/database.ts'
import { createPool } from './client.ts'
import { holdPast, isPastBeingWritten } from './past-lock.ts'

const database = useTestDatabase()

test('a past is being written while somebody says so, and no longer when they let go', async () => {
  const pool = createPool(database.appUrl, 2)
  const ctx = database.context()
  expect(await isPastBeingWritten(ctx)).toBe(false)
  const letGo = await holdPast(pool)
  expect(await isPastBeingWritten(ctx)).toBe(true)
  letGo()
  await expect.poll(() => isPastBeingWritten(ctx)).toBe(false)
  await pool.end()
})
