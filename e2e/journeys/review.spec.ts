import { createLearner, persona } from '../fixtures/people.ts'
import { submitForReview } from '../fixtures/review.ts'
import { site } from '../fixtures/site.ts'
import { expect, test } from '../fixtures/test.ts'

test('an assessor marks a memo without knowing whose it is, and its learner reads the marks', async ({ pageAs }) => {
  const learner = await createLearner()
  const { submissionId, signed } = await submitForReview(learner.id)
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/learn/results/${submissionId}`)
  await expect(page.getByText('waits for an assessor').first()).toBeVisible()
  await page.goto(`${site().url}/learn/results`)
  await expect(page.getByText('memo.md waits for an assessor.')).toBeVisible()
  await expect(page.getByText('Passed, 100 of 100', { exact: true })).toHaveCount(0)

  const instructor = await pageAs((await persona('instructor')).id)
  await instructor.goto(`${site().url}/teach/submissions`)
  const row = instructor.locator('tr', { has: instructor.locator(`a[href="/teach/submissions/${submissionId}"]`) })
  await expect(row).toContainText('memo.md waits for an assessor.')
  await row.getByRole('link').click()
  await expect(instructor.getByText('The checks have passed with 100 of 100')).toBeVisible()

  const assessor = await pageAs((await persona('assessor')).id)
  await assessor.goto(`${site().url}/assess`)
  await assessor.locator(`a[href="/assess/reviews/${submissionId}"]`).click()
  await expect(assessor.getByText('The letters can be ordered from the operator.').first()).toBeVisible()
  await expect(assessor.getByText(learner.name)).toHaveCount(0)
  const groups = assessor.locator('main fieldset')
  await expect(groups).toHaveCount(signed.marks.length)
  for (let index = 0; index < signed.marks.length; index++)
    await groups
      .nth(index)
      .getByRole('radio', { name: index === 0 ? 'Not met' : 'Met', exact: true })
      .check()
  await assessor.getByLabel('To the learner').fill('Say which provider, by name.')
  await assessor.getByRole('button', { name: 'Record the marks' }).click()
  await expect(assessor.getByText('did not meet every criterion')).toBeVisible()

  await page.goto(`${site().url}/learn/results/${submissionId}`)
  await expect(page.getByText('Say which provider, by name.')).toBeVisible()
  await expect(page.getByText('did not meet every criterion').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to L21' })).toBeVisible()
})
