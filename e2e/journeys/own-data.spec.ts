import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { ApiClient } from '../fixtures/api.ts'
import { createLearner, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf, eventually } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('a learner downloads everything about themselves, and nobody else can', async ({ pageAs }) => {
  const learner = await createLearner('Sayo Minato')
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/account`)
  await page.getByRole('button', { name: 'Download everything about me' }).click()
  const link = page.getByRole('link', { name: 'Download your copy' })
  await expect(link).toBeVisible()
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

test('when the time to change one’s mind is over, the worker erases the person and their work', async () => {
  const learner = await createLearner('Hatsune Igarashi')
  const client = await ApiClient.as(learner.id)
  const lab = (await activitiesOf(client)).find(({ kind }) => kind === 'lab')!
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  await client.mutate('sovereignty.requestErasure', { password: '', revokesCredentials: false })
  const [erasure] = await query<{ id: string }>(
    "update erasures set due_at = now() - interval '1 second' where person_id = $1 returning id",
    [learner.id],
  )
  await query('update graphile_worker._private_jobs set run_at = now() where key = $1', [`erase:${erasure!.id}`])
  const name = await eventually(async () => {
    const [row] = await query<{ name: string }>('select name from people where id = $1', [learner.id])
    return row!.name === learner.name ? null : row!.name
  })
  expect(name).toBe('—')
  expect(await query('select 1 from workspace_files where workspace_id = $1', [workspaceId])).toEqual([])
  expect(await query('select 1 from sessions where person_id = $1', [learner.id])).toEqual([])
  expect(
    await query("select 1 from audit_events where action = 'person.erase' and subject_id = $1", [learner.id]),
  ).toEqual([{ '?column?': 1 }])
})
