import { ApiClient } from '../fixtures/api.ts'
import { editorReady } from '../fixtures/lab-page.ts'
import { createPerson, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf, L01, saveSolution } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('a learner runs an agent, reads what passed between it and its model, and is graded on models never seen', async ({
  pageAs,
}) => {
  const learner = await createPerson({ role: 'learner', organisation: 'kawasemi' })
  await query(
    `insert into enrolments (id, learner_id, cohort_id, enrolled_at)
     select gen_random_uuid(), $1, id, now() from cohorts where names->>'en' = 'Kawasemi Works, agents 1'`,
    [learner.id],
  )
  const client = await ApiClient.as(learner.id)
  const lab = (await activitiesOf(client)).find(({ code }) => code === 'L01')!
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  const page = await pageAs(learner.id)
  const trace = page.getByRole('log', { name: /What passed between/ })
  const rows = trace.getByRole('listitem')

  await test.step('the path says at which level a competency is', async () => {
    await page.goto(`${site().url}/learn`)
    const currency = page.getByRole('region', { name: 'What you can show today' }).getByRole('listitem')
    await expect(currency.filter({ hasText: 'AG1' }).getByText('Guided')).toBeVisible()
  })

  await test.step('the starter asks once; its trace says what, and is there after a reload', async () => {
    await page.goto(`${site().url}/learn/labs/${workspaceId}`)
    await editorReady(page)
    await page.getByRole('tab', { name: /^Trace/ }).click()
    await expect(trace.getByText('every question to the model')).toBeVisible()
    await page.getByRole('button', { name: /^Run/ }).click()
    await page.getByRole('tab', { name: /^Trace/ }).click()
    await expect(rows).toHaveCount(1)
    await rows.first().getByText('list_tickets').first().click()
    await expect(rows.first().getByText('Give every open ticket')).toBeVisible()
    await expect
      .poll(
        async () =>
          (await client.query<{ run: { trace: unknown[] } | null }>('assessment.outcomes', { workspaceId })).run?.trace
            .length,
      )
      .toBe(1)
    await page.reload()
    await page.getByRole('tab', { name: /^Trace/ }).click()
    await expect(rows).toHaveCount(1)
  })

  await test.step('a step stays open while another is read', async () => {
    const steps = page.getByRole('region', { name: 'Instructions' }).getByRole('button', { name: /in time|Ask, act/ })
    await expect(steps.and(page.locator('[aria-expanded=true]'))).toHaveCount(1)
    await steps.last().click()
    await expect(steps.and(page.locator('[aria-expanded=true]'))).toHaveCount(2)
  })

  await test.step('Check leaves the trace of each visible check, also after a reload, and of no hidden one', async () => {
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await expect(page.getByRole('tab', { name: /^Checks.*0 of 3/ })).toBeVisible()
    await page.getByRole('tab', { name: /^Trace/ }).click()
    const choice = page.getByRole('combobox', { name: 'Trace of' })
    await expect(choice.getByRole('option')).toHaveText([
      'The last Run',
      'Check: The tickets shown to you are sorted',
      'Check: A model that never ends is stopped by turns',
      'Check: No more tools are used than allowed',
    ])
    await expect(choice).toHaveValue('does-the-task')
    await expect(trace.getByText('This check did not pass.')).toBeVisible()
    await page.reload()
    await page.getByRole('tab', { name: /^Trace/ }).click()
    await choice.selectOption('tool-limit')
    await expect(rows).toHaveCount(1)
    await choice.selectOption({ label: 'The last Run' })
    await expect(trace.getByText('This check')).toBeHidden()
  })

  await test.step('the reference sorts the tickets', async () => {
    await saveSolution(client, workspaceId, L01)
    await page.reload()
    await editorReady(page)
    await page.getByRole('button', { name: /^Run/ }).click()
    await expect(page.getByRole('log', { name: 'Output of the last run' }).getByText('"status":"done"')).toBeVisible()
    await page.getByRole('tab', { name: /^Trace/ }).click()
    await expect(trace.getByText('world').first()).toBeVisible()
    await expect(trace.getByText(/assign_ticket/).first()).toBeVisible()
  })

  await test.step('and is graded', async () => {
    await page.getByRole('button', { name: /^Submit/ }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Submit/ })
      .click()
    await expect(page.getByText(/100 of 100/).first()).toBeVisible()
  })
})
