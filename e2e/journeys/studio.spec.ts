import type { Page } from '@playwright/test'
import { ApiClient } from '../fixtures/api.ts'
import { allSaved, editorReady, typeFile } from '../fixtures/lab-page.ts'
import { createLearner, createPerson, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { createDraft, publishDraft } from '../fixtures/studio.ts'
import { expect, setOffline, test } from '../fixtures/test.ts'

const SOLUTION = `import { readFileSync } from 'node:fs'

const [path = 'bill.json'] = process.argv.slice(2)
const bill: { amount: number }[] = JSON.parse(readFileSync(path, 'utf8'))
let total = 0
for (const { amount } of bill) total += amount
console.log(total)
`
const WRONG = SOLUTION.replace('total += amount', 'total = amount')

const instructor = () => createPerson({ role: 'instructor', organisation: 'kawasemi' })

async function openFile(page: Page, path: string): Promise<void> {
  const [folder, name] = [path.split('/').slice(0, -1), path.split('/').at(-1)!]
  const rows = page.getByRole('tree', { name: 'Files' }).getByRole('treeitem')
  const texts = await rows.allTextContents()
  const from = folder.length === 0 ? 0 : texts.findIndex((text) => text.includes(folder.at(-1)!))
  await rows.nth(texts.findIndex((text, index) => index >= from && text.trim() === name)).click()
  await expect(page.getByRole('tab', { selected: true }).first()).toHaveAttribute('title', path)
  await editorReady(page)
}

/** Changes the end of one line, as one types it. */
async function writePoints(page: Page, from: string, to: string): Promise<void> {
  await page
    .locator('.view-line')
    .filter({ hasText: `points: ${from}` })
    .click()
  await page.keyboard.press('End')
  for (const _ of from) await page.keyboard.press('Backspace')
  await page.keyboard.type(to)
  await allSaved(page)
}

test('an instructor makes a lab, mends it, proves and publishes it, and a learner of the cohort solves it', async ({
  pageAs,
}) => {
  const author = await instructor()
  const page = await pageAs(author.id)
  const slug = `adding-up-${author.id.slice(-8)}`

  await test.step('begins from the template', async () => {
    await page.goto(`${site().url}/teach/studio`)
    await page.getByRole('link', { name: 'New lab' }).first().click()
    await page.getByLabel('Title in English').fill(`Adding up ${slug}`)
    await page.getByLabel('Title in Japanese').fill('合計する')
    await page.getByLabel('Short name').fill(slug)
    await page.getByRole('button', { name: 'Make the lab' }).click()
    await page.waitForURL(/\/teach\/studio\/[0-9a-f-]{36}$/)
    await editorReady(page)
    await expect(page.getByRole('heading', { level: 1, name: `Adding up ${slug}` })).toBeVisible()
  })
  const banner = page.getByRole('banner')
  const publish = banner.getByRole('button', { name: 'Publish' })

  await test.step('a solution that is wrong is graded as such, check by check', async () => {
    await openFile(page, 'solution/main.ts')
    await typeFile(page, WRONG)
    await allSaved(page)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/^The solution does not pass: /)).toBeVisible()
    await expect(page.getByText('The total is not that of the bill.')).toBeVisible()
    await page.getByRole('button', { name: /Bills you have not seen/ }).click()
    await expect(page.getByRole('region', { name: 'Selected check' }).getByText('Expected')).toBeVisible()
    await expect(publish).toBeDisabled()
  })

  await test.step('a proof says by name what is wrong', async () => {
    await banner.getByRole('button', { name: 'Prove' }).click()
    await expect(page.getByText('Not proven: what is wrong stands first.')).toBeVisible()
    await expect(page.getByText(/It has to earn every point, and earns 0 of 100/).first()).toBeVisible()
    await expect(publish).toBeDisabled()
  })

  await test.step('problems of the definition are told with file and line', async () => {
    await openFile(page, 'lab.yaml')
    await writePoints(page, '40', '41')
    await page.getByRole('tab', { name: /Problems/ }).click()
    await expect(page.getByText('Expected checks: points that add up to 100, found 101')).toBeVisible()
    await expect(page.getByText('lab.yaml:22')).toBeVisible()
    await banner.getByRole('button', { name: 'Run solution' }).click()
    await expect(page.getByText('One problem stands in the way. They are listed under Problems.')).toBeVisible()
    await writePoints(page, '41', '40')
    await expect(page.getByText('Nothing wrong: the lab can be run and proven.')).toBeVisible()
  })

  await test.step('mended, it is proven and published', async () => {
    await openFile(page, 'solution/main.ts')
    await typeFile(page, SOLUTION)
    await allSaved(page)
    await banner.getByRole('button', { name: 'Run solution' }).click()
    await expect(page.getByText('The solution passes: 100 of 100.')).toBeVisible()
    await banner.getByRole('button', { name: 'Prove' }).click()
    await expect(page.getByText('Proven on 3 seeds, in 10 gradings.')).toBeVisible()
    await publish.click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click()
    await expect(page.getByText('Published, version 1')).toBeVisible()
    await expect(publish).toBeDisabled()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download version 1 as an archive' }).click()
    expect((await download).suggestedFilename()).toBe(`${slug}-v1.tar`)
    await page.goto(`${site().url}/teach/studio`)
    await expect(page.getByRole('listitem').filter({ hasText: slug })).toContainText('Published, version 1')
  })

  await test.step('a learner of the cohort practises it, and it counts toward nothing', async () => {
    const { id: learnerId } = await createLearner()
    const learner = await pageAs(learnerId)
    await learner.goto(`${site().url}/learn/labs`)
    const labs = learner.getByRole('region', { name: 'Labs by your instructors' })
    await labs.getByRole('listitem').filter({ hasText: slug }).getByRole('button', { name: 'Open the lab' }).click()
    await learner.waitForURL(/\/learn\/labs\/[0-9a-f-]{36}/)
    await editorReady(learner)
    await expect(learner.getByText(/counts toward no certification/)).toBeVisible()
    await typeFile(learner, SOLUTION)
    await allSaved(learner)
    await learner.getByRole('button', { name: /^Submit/ }).click()
    await learner.getByRole('alertdialog').getByRole('button', { name: 'Submit' }).click()
    await expect(learner.getByText(/Passed, 100 of 100/)).toBeVisible()
    const client = await ApiClient.as(learnerId)
    const stateOf = async () => {
      const mine = await client.query<{ title: { en: string }; state: string }[]>('learning.instructorLabs')
      return mine.find(({ title }) => title.en === `Adding up ${slug}`)?.state
    }
    await expect.poll(stateOf).toBe('completed')
    await learner.goto(`${site().url}/learn/labs`)
    await expect(labs.getByRole('listitem').filter({ hasText: slug })).toContainText('done')
    expect(await query('select 1 from competency_evidence where learner_id = $1', [learnerId])).toEqual([])
    expect(
      await query('select 1 from stage_events s join enrolments e on e.id = s.enrolment_id where e.learner_id = $1', [
        learnerId,
      ]),
    ).toEqual([])
  })
})

test('a learner of another organisation neither sees the lab nor opens it', async ({ pageAs }) => {
  const { activityId, title } = await publishDraft(await ApiClient.as((await instructor()).id))
  const outsider = await createPerson({ role: 'learner' })
  const client = await ApiClient.as(outsider.id)
  expect(await client.call('mutation', 'assessment.openLab', { activityId })).toMatchObject({
    ok: false,
    refusal: { status: 404 },
  })
  const page = await pageAs(outsider.id)
  await page.goto(`${site().url}/learn/labs`)
  await expect(page.getByText(title)).toHaveCount(0)
  const stranger = await ApiClient.as((await createPerson({ role: 'instructor' })).id)
  expect(await stranger.query('studio.list')).toMatchObject({ drafts: [] })
})

test('two tabs on one file never overwrite each other, and a deleted file comes back', async ({ pageAs }) => {
  const author = await instructor()
  const client = await ApiClient.as(author.id)
  const { draftId } = await createDraft(client)
  const address = `${site().url}/teach/studio/${draftId}`
  const textOf = async () =>
    (await client.query<{ content: string | null }>('studio.file', { draftId, path: 'starter/main.ts' })).content

  const [one, two] = [await pageAs(author.id), await pageAs(author.id)]
  for (const page of [one, two]) {
    await page.goto(address)
    await editorReady(page)
    await openFile(page, 'starter/main.ts')
  }
  await setOffline(two, true)
  await typeFile(one, '// from one\n')
  await expect.poll(textOf).toBe('// from one\n')
  await typeFile(two, '// from two\n')
  await setOffline(two, false)
  await expect(two.getByText('Two versions.')).toBeVisible()
  expect(await textOf()).toBe('// from one\n')
  await two.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(textOf).toBe('// from two\n')
  await expect(one.locator('.monaco-editor .view-line').first()).toContainText('from two')

  await one.getByRole('button', { name: 'Delete' }).click()
  await expect(one.getByText('starter/main.ts was deleted.')).toBeVisible()
  await expect.poll(textOf).toBe(null)
  await one.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(textOf).toBe('// from two\n')
})
