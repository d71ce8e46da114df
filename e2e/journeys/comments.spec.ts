import { ApiClient } from '../fixtures/api.ts'
import { createLearner, persona } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { waitForGrade } from '../fixtures/solution.ts'
import { openAndSubmit } from '../fixtures/submitted.ts'
import { expect, test } from '../fixtures/test.ts'

test('an instructor comments on a line, the learner reads it at the result and answers, and nothing hostile runs', async ({
  pageAs,
}) => {
  const learner = await createLearner()
  const client = await ApiClient.as(learner.id)
  const { submissionId } = await openAndSubmit(client, false)
  await waitForGrade(client, submissionId)
  const teacher = await persona('instructor')

  const teach = await pageAs(teacher.id)
  await teach.goto(`${site().url}/teach/submissions/${submissionId}`)
  const form = teach.getByRole('form', { name: 'Write a comment' })
  await form
    .getByLabel('Write a comment')
    .fill('**Look** at this line. <img src=x onerror="alert(1)"> [x](javascript:alert(1))')
  const [path] = await form.getByLabel('About').locator('option').nth(1).allTextContents()
  await form.getByLabel('About').selectOption(path!)
  await form.getByLabel('Line').fill('1')
  await form.getByRole('button', { name: 'Send to the learner' }).click()
  const said = teach.getByRole('article').filter({ hasText: 'at this line' })
  await expect(said).toBeVisible()
  await expect(form.getByLabel('Write a comment')).toHaveValue('')

  const learn = await pageAs(learner.id)
  await learn.goto(`${site().url}/learn/results/${submissionId}`)
  const read = learn.getByRole('article').filter({ hasText: 'at this line' })
  await expect(read.getByText('Look', { exact: true })).toHaveCSS('font-weight', /^[6-9]00$/)
  await expect(read).toContainText(teacher.name)
  await expect(read).toContainText(`${path}, line 1`)
  await expect(read.getByRole('img')).toHaveCount(0)
  await expect(read.getByRole('link')).toHaveCount(0)
  await learn.getByText('Answer', { exact: true }).click()
  await learn.getByLabel('Your answer').fill('I see it now.')
  await learn.getByRole('button', { name: 'Send the answer' }).click()
  await expect(learn.getByRole('article').filter({ hasText: 'I see it now.' })).toBeVisible()

  await said.getByText('Edit', { exact: true }).click()
  await said.getByLabel('Wording').fill('Look at the first line.')
  await said.getByRole('button', { name: 'Save the wording' }).click()
  await expect(teach.getByText('Look at the first line.').first()).toBeVisible()
  await learn.reload()
  const edited = learn.getByRole('article').filter({ hasText: 'Look at the first line.' })
  await edited.getByText('1 earlier wording').click()
  await expect(edited).toContainText('at this line')

  const mine = teach.getByRole('article').filter({ hasText: 'Look at the first line.' })
  await mine.getByRole('button', { name: 'Withdraw' }).click()
  const dialog = teach.getByRole('alertdialog')
  await dialog.getByLabel('Why').fill('Said too early')
  await dialog.getByRole('button', { name: 'Withdraw' }).click()
  await expect(teach.getByText(/Withdrawn .*: Said too early/)).toBeVisible()
  await learn.reload()
  await expect(learn.getByText(/Withdrawn .*: Said too early/)).toBeVisible()
  await expect(learn.getByText('Look at the first line.')).toHaveCount(0)
  await expect(learn.getByRole('paragraph').filter({ hasText: 'I see it now.' })).toBeVisible()
})
