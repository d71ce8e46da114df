import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { ApiClient } from '../fixtures/api.ts'
import { createLearner, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { expect, test } from '../fixtures/test.ts'

test('a learner downloads everything about themselves, and nobody else can', async ({ pageAs }) => {
  const learner = await createLearner('Sayo Minato')
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/account`)
  await page.getByRole('button', { name: 'Download everything about me' }).click()
  const link = page.getByRole('link', { name: 'Download your copy' })
  await expect(link).toBeVisible({ timeout: 30_000 })
  const address = `${site().url}${await link.getAttribute('href')}`
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toMatch(/^terakoya-\d{4}-\d{2}-\d{2}\.zip$/)
  const entries = unzipSync(readFileSync(await download.path()))
  const everything = JSON.parse(strFromU8(entries['everything.json']!)) as { tables: { people: { name: string }[] } }
  expect(everything.tables.people).toMatchObject([{ name: 'Sayo Minato' }])
  const own = await (await ApiClient.as(learner.id)).fetch(new URL(address).pathname)
  expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'no-store'])
  for (const other of [null, (await createLearner()).id]) {
    const answer = await (await ApiClient.as(other)).fetch(new URL(address).pathname)
    expect(answer.status).not.toBe(200)
  }
})

test('a learner closes the account, thinks again and keeps it', async ({ pageAs }) => {
  const learner = await createLearner('Kei Shiina')
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/account`)
  await page.getByRole('button', { name: 'Close and erase…' }).click()
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText('After 14 days, for good')
  await expect(dialog.getByRole('radio', { name: /Stay valid/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Close the account' }).click()
  await expect(page.getByRole('heading', { name: 'Your account is closed' })).toBeVisible()
  const closed = 'select closed_at from people where id = $1'
  expect((await query<{ closed_at: Date | null }>(closed, [learner.id]))[0]!.closed_at).not.toBeNull()
  const address = page.url()
  await page.goto(`${site().url}/account`)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(address)
  await page.getByRole('button', { name: 'Keep my account' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  expect(await query(closed, [learner.id])).toEqual([{ closed_at: null }])
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'There is nothing to keep here' })).toBeVisible()
})
