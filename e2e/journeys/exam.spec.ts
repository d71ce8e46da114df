import { ApiClient } from '../fixtures/api.ts'
import { admitNewest, requestExam, rightAnswers } from '../fixtures/exam.ts'
import { createLearner, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { eventually } from '../fixtures/solution.ts'
import { expect, setOffline, test } from '../fixtures/test.ts'

test('a learner sits the course assessment, loses nothing, and is told points by section', async ({ pageAs }) => {
  const learner = await createLearner()
  const client = await ApiClient.as(learner.id)
  const attemptId = await requestExam(client)
  const page = await pageAs(learner.id)

  await test.step('begins from the list of labs', async () => {
    await page.goto(`${site().url}/learn/labs`)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'E01' })
      .getByRole('button', { name: 'Start the assessment' })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: /E01/ })).toBeVisible()
    await expect(page.getByText(/0 of \d+ answered/).first()).toBeVisible()
  })

  await test.step('another session of theirs is sent to the proctor', async () => {
    const other = await pageAs(learner.id)
    await other.goto(page.url())
    await expect(other.getByText('This attempt is open in another session')).toBeVisible()
  })

  const right = await rightAnswers(attemptId)
  const { sections } = await readOpen(page.url(), learner.id)
  const questions = sections.flatMap((section) => section.questions)
  const rows = page.locator('main ol > li')

  await test.step('answers every question, once without a network', async () => {
    for (const [index, { questionId, variantId, kind }] of questions.entries()) {
      const row = rows.nth(index)
      const isLast = index === questions.length - 1
      if (isLast) await setOffline(page, true)
      for (const choice of right.get(`${questionId}/${variantId}`)!)
        await (kind === 'number'
          ? row.getByRole('textbox').fill(choice)
          : row.locator(`input[value="${choice}"]`).check())
    }
    await expect(page.getByText('What you chose last is not saved yet')).toBeVisible()
    await setOffline(page, false)
    await expect(page.getByText('All saved')).toBeVisible()
  })

  await test.step('finds it all again after a reload', async () => {
    await page.reload()
    await expect(page.getByText(`${questions.length} of ${questions.length} answered`).first()).toBeVisible()
  })

  await test.step('hands in, after being asked once more', async () => {
    await page.getByRole('button', { name: 'Hand in' }).click()
    await page.getByRole('button', { name: 'Back to the questions' }).click()
    await page.getByRole('button', { name: 'Hand in' }).click()
    await page.getByRole('button', { name: 'Hand in now' }).click()
    await expect(page.getByText('Passed with 100 of 100')).toBeVisible()
    await expect(page.getByText('The loop as a state machine')).toBeVisible()
  })

  await test.step('has evidence of it', async () => {
    const evidence = await eventually(async () => {
      const [row] = await query<{ area: string }>(
        'select e.area from competency_evidence e join submissions s on s.id = e.submission_id where s.attempt_id = $1',
        [attemptId],
      )
      return row ?? null
    })
    expect(evidence.area).toBe('AG')
  })
})

interface Read {
  sections: { questions: { questionId: string; variantId: string; kind: 'single' | 'multiple' | 'number' }[] }[]
}

/** What the page shows, asked for in the session that has it. */
async function readOpen(url: string, learnerId: string): Promise<Read> {
  const attemptId = url.split('/').at(-1)!
  const [{ session_id: session }] = (await query<{ session_id: string }>(
    'select session_id from attempts where id = $1',
    [attemptId],
  )) as [{ session_id: string }]
  const client = await ApiClient.as(learnerId)
  await admitNewest(attemptId)
  const read = await client.query<Read>('assessment.exam', { attemptId })
  await query('update attempts set session_id = $2 where id = $1', [attemptId, session])
  return read
}
