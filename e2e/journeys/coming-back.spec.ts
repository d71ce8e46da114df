import type { Page } from '@playwright/test'
import { ApiClient } from '../fixtures/api.ts'
import { allSaved, editorReady, openFile, typeFile } from '../fixtures/lab-page.ts'
import { createLearner } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

const FILE = 'policy/derive.ts'

async function openLab(pageAs: (id: string) => Promise<Page>) {
  const { id } = await createLearner()
  const client = await ApiClient.as(id)
  const lab = (await activitiesOf(client)).find((activity) => activity.kind === 'lab')!
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  const page = await pageAs(id)
  await page.goto(`${site().url}/learn/labs/${workspaceId}`)
  await editorReady(page)
  return { page, client, workspaceId }
}

test('what Check and Run last came to is there again after a reload, and says when the files changed since', async ({
  pageAs,
}) => {
  const { page, client, workspaceId } = await openLab(pageAs)
  const checks = page.getByRole('tabpanel', { name: /Checks/ })
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(checks.getByText(/checked \d\d:\d\d:\d\d/)).toBeVisible()
  await page.getByRole('button', { name: /^Run/ }).click()
  const output = page.getByRole('log', { name: 'Output of the last run' })
  await expect(output.getByText(/Ended with/)).toBeVisible()
  const printed = await output.locator('pre').innerText()
  await expect
    .poll(async () => (await client.query<{ run: unknown }>('assessment.outcomes', { workspaceId })).run)
    .not.toBeNull()

  await page.reload()
  await expect(output.getByText(/Run \d\d:\d\d:\d\d\./)).toBeVisible()
  expect(await output.locator('pre').innerText()).toBe(printed)
  await page.getByRole('tab', { name: /Checks/ }).click()
  await expect(checks.getByText(/checked \d\d:\d\d:\d\d/)).toBeVisible()
  await expect(checks.getByText(/Your files changed since/)).toBeHidden()

  await editorReady(page)
  await openFile(page, FILE)
  await typeFile(page, '// changed\n')
  await allSaved(page)
  await expect(checks.getByText(/Your files changed since/)).toBeVisible()
  await page.reload()
  await page.getByRole('tab', { name: /Checks/ }).click()
  await expect(checks.getByText(/checked .* of an earlier version/)).toBeVisible()
})

test('an earlier version is compared with now, restored as one edit, and undone', async ({ pageAs }) => {
  const { page, client, workspaceId } = await openLab(pageAs)
  const stored = async () => (await client.query<{ content: string }>('labs.file', { workspaceId, path: FILE })).content
  await openFile(page, FILE)
  await typeFile(page, '// first idea\n')
  await expect.poll(stored).toBe('// first idea\n')
  await typeFile(page, '// second idea\n')
  await expect.poll(stored).toBe('// second idea\n')

  await page.getByRole('button', { name: 'History' }).click()
  const versions = page.getByRole('list', { name: 'Earlier versions' })
  await versions.getByRole('button', { name: /on the way/ }).click()
  await versions
    .getByRole('button', { name: /typed here/ })
    .last()
    .click()
  await expect(page.getByText(/What changed since the version of/)).toBeVisible()
  await expect(page.locator('.monaco-diff-editor')).toContainText('first idea')
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await expect(page.getByText('Restored. Undo takes it back.')).toBeVisible()
  await expect.poll(stored).toBe('// first idea\n')
  await page.keyboard.press('Control+z')
  await expect.poll(stored).toBe('// second idea\n')
})
