import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { ApiClient } from '../fixtures/api.ts'
import { allSaved, editorReady, openFile, typeFile } from '../fixtures/lab-page.ts'
import { createLearner, persona, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf } from '../fixtures/solution.ts'
import { expect, setOffline, test } from '../fixtures/test.ts'

const FILE = 'policy/derive.ts'

interface OpenLab {
  learnerId: string
  client: ApiClient
  workspaceId: string
  address: string
}

async function prepare(): Promise<OpenLab> {
  const { id } = await createLearner()
  const client = await ApiClient.as(id)
  const lab = (await activitiesOf(client)).find((activity) => activity.kind === 'lab')!
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  return { learnerId: id, client, workspaceId, address: `${site().url}/learn/labs/${workspaceId}` }
}

async function openEditor(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await editorReady(page)
  await openFile(page, FILE)
}

async function stored({ client, workspaceId }: OpenLab): Promise<{ content: string; revision: number }> {
  return client.query('labs.file', { workspaceId, path: FILE })
}

test('what is typed is on the server a moment later, and there again after a reload', async ({ pageAs }) => {
  const lab = await prepare()
  const page = await pageAs(lab.learnerId)
  await openEditor(page, lab.address)
  await typeFile(page, '// typed once\n')
  await expect.poll(async () => (await stored(lab)).content).toBe('// typed once\n')
  await page.reload()
  await editorReady(page)
  await openFile(page, FILE)
  await expect(page.locator('.monaco-editor .view-line').first()).toContainText('typed once')
})

test('what is typed without a network waits in the browser, survives closing the page, and is saved later', async ({
  pageAs,
}) => {
  const lab = await prepare()
  const page = await pageAs(lab.learnerId)
  await openEditor(page, lab.address)
  const context = page.context()
  await setOffline(page, true)
  await typeFile(page, '// typed offline\n')
  await expect(page.getByText(/Offline: one change waits in this browser/)).toBeVisible()
  expect((await stored(lab)).content).not.toContain('typed offline')
  await page.close()
  await context.setOffline(false)
  const again = await context.newPage()
  await again.goto(lab.address)
  await expect.poll(async () => (await stored(lab)).content).toBe('// typed offline\n')
})

test('a session that ends in the middle of a lab loses nothing', async ({ pageAs }) => {
  const lab = await prepare()
  const page = await pageAs(lab.learnerId)
  await openEditor(page, lab.address)
  await query('update sessions set revoked_at = now() where person_id = $1', [lab.learnerId])
  await typeFile(page, '// typed signed out\n')
  await expect(page.getByText(/Signed out; one change is kept here\./)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Sign in again' })).toBeVisible()
  const fresh = await ApiClient.as(lab.learnerId)
  await page.context().addCookies([...fresh.cookies].map(([name, value]) => ({ name, value, url: site().url })))
  await page.goto(lab.address)
  const after = { ...lab, client: fresh }
  await expect.poll(async () => (await stored(after)).content).toBe('// typed signed out\n')
})

test('two versions of a file are both shown, and the learner chooses', async ({ pageAs }) => {
  const lab = await prepare()
  const page = await pageAs(lab.learnerId)
  await openEditor(page, lab.address)
  await setOffline(page, true)
  await typeFile(page, '// mine\n')
  const { revision } = await stored(lab)
  const { client, workspaceId } = lab
  await client.mutate('labs.save', {
    saveId: randomUUID(),
    workspaceId,
    path: FILE,
    content: '// theirs\n',
    baseRevision: revision,
  })
  await setOffline(page, false)
  await expect(page.getByText('Two versions.')).toBeVisible()
  expect((await stored(lab)).content).toBe('// theirs\n')
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(async () => (await stored(lab)).content).toBe('// mine\n')
  const history = await client.query<unknown[]>('labs.history', { workspaceId, path: FILE })
  expect(history.length).toBe(2)
})

test('a second tab sees what the first one saved, and what the terminal wrote', async ({ pageAs }) => {
  const lab = await prepare()
  const first = await pageAs(lab.learnerId)
  await openEditor(first, lab.address)
  const second = await first.context().newPage()
  await openEditor(second, lab.address)
  await typeFile(first, '// from the first tab\n')
  await allSaved(first)
  await expect(second.locator('.monaco-editor .view-line').first()).toContainText('from the first tab')
  await second.getByRole('tab', { name: /^Terminal/ }).click()
  await second.locator('.xterm textarea').focus()
  await second.keyboard.type('echo kept > from-terminal.md\n')
  await expect
    .poll(
      async () =>
        (await lab.client.call('query', 'labs.file', { workspaceId: lab.workspaceId, path: 'from-terminal.md' })).ok,
    )
    .toBe(true)
  await expect(first.getByText('from-terminal.md', { exact: true }).first()).toBeVisible()
})

test('a visitor becomes any persona with one press', async ({ pageAs }) => {
  const page = await pageAs(null)
  const [name, value] = site().door.split('=') as [string, string]
  await page.goto(`${site().url}/evaluation`)
  await expect(page.getByText('The personas are behind the printed link')).toBeVisible()
  await page.context().addCookies([{ name, value, url: site().url }])
  const learner = await persona('learner')
  await page.goto(`${site().url}/evaluation`)
  await page.getByRole('button', { name: new RegExp(learner.name) }).click()
  await page.waitForURL(/\/learn/)
  await expect(page.getByText(learner.name).first()).toBeVisible()
})
