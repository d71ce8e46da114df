import { ApiClient } from '../fixtures/api.ts'
import { editorReady } from '../fixtures/lab-page.ts'
import { createLearner } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf, L22, saveSolution, waitForGrade } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('a lab of the second image runs Python in Run and in the terminal, and is graded', async ({ pageAs }) => {
  const learner = await createLearner()
  const client = await ApiClient.as(learner.id)
  const lab = (await activitiesOf(client)).find(({ code }) => code === 'L22')!
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  await saveSolution(client, workspaceId, L22)
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/learn/labs/${workspaceId}`)
  await editorReady(page)

  await test.step('Run shows the ledger, each flow with its basis', async () => {
    await page.getByRole('button', { name: /^Run/ }).click()
    await expect(
      page
        .getByRole('log', { name: 'Output of the last run' })
        .getByText(/storage|consent/)
        .first(),
    ).toBeVisible()
  })

  await test.step('the terminal has what the image declares', async () => {
    await page.getByRole('tab', { name: 'Terminal' }).click()
    await page.locator('.xterm').click()
    await page.keyboard.type('python3 -c "print(6*7)"; mat2 --version; exiftool -ver\n')
    await expect(page.locator('.xterm-rows')).toContainText('42')
    await expect(page.locator('.xterm-rows')).toContainText(/mat2 0\.\d+/i)
  })

  await test.step('the reference passes', async () => {
    const submitId = crypto.randomUUID()
    await client.mutate('assessment.submit', { submitId, workspaceId })
    expect(await waitForGrade(client, submitId)).toMatchObject({ state: 'graded', score: 100, isPassed: true })
  })
})
