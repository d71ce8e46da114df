import { randomUUID } from 'node:crypto'
import { ApiClient } from '../fixtures/api.ts'
import { createPerson, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { eventually } from '../fixtures/solution.ts'
import { openAndSubmit } from '../fixtures/submitted.ts'
import { expect, test } from '../fixtures/test.ts'

/** A cohort of the evaluation programme with one learner and one instructor, whose grades are nobody else's business. */
async function createClass() {
  const cohortId = randomUUID()
  await query(
    `insert into cohorts (id, programme_id, owner_id, partner_id, names, zone, starts_on, ends_on, freezes_at, created_at)
     select $1, programme_id, owner_id, partner_id, '{"en": "Class of held grades", "ja": "成績を待つクラス"}', zone, starts_on, ends_on,
       freezes_at, now() from cohorts order by created_at limit 1`,
    [cohortId],
  )
  const learner = await createPerson({ role: 'learner', organisation: 'kawasemi' })
  const instructor = await createPerson({ role: 'instructor', organisation: 'kawasemi' })
  await query('insert into enrolments (id, learner_id, cohort_id, enrolled_at) values ($1, $2, $3, now())', [
    ...[randomUUID(), learner.id, cohortId],
  ])
  await query(
    "insert into assignments (id, person_id, cohort_id, kind, assigned_at) values ($1, $2, $3, 'instructor', now())",
    [randomUUID(), instructor.id, cohortId],
  )
  return { learner, instructor }
}

test('grades that an instructor holds are not told on any page, and are when they are released', async ({ pageAs }) => {
  const { learner, instructor } = await createClass()
  const teach = await pageAs(instructor.id)
  await teach.goto(`${site().url}/teach/grades`)
  await teach.getByRole('button', { name: /^Hold L20/ }).click()
  await teach.getByRole('alertdialog').getByRole('button', { name: 'Hold' }).click()
  await expect(teach.getByText(/held since/)).toBeVisible()

  const client = await ApiClient.as(learner.id)
  const { submissionId } = await openAndSubmit(client)
  const read = () => client.query<{ state: string }>('assessment.submissionState', { submissionId })
  await eventually(async () => ((await read()).state === 'held' ? true : null))
  await eventually(async () => {
    const rows = await query('select 1 from competency_evidence where submission_id = $1', [submissionId])
    return rows.length > 0 ? true : null
  })

  const learn = await pageAs(learner.id)
  await learn.goto(`${site().url}/learn/results/${submissionId}`)
  await expect(learn.getByRole('heading', { level: 1 })).toHaveText(/shown when your instructor releases/)
  for (const path of ['/learn', '/learn/results', `/learn/results/${submissionId}`, '/learn/labs', '/learn/roles']) {
    await learn.goto(site().url + path)
    await expect(learn.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(learn.getByText(/100 of 100|Passed/)).toHaveCount(0)
  }

  await teach.goto(`${site().url}/teach/submissions/${submissionId}`)
  await expect(teach.getByText(/^Passed with 100/)).toBeVisible()
  await teach.getByRole('main').getByRole('link', { name: 'Release of grades' }).click()
  await expect(teach.getByText('1 grade waits')).toBeVisible()
  await teach.getByRole('button', { name: /^Release L20/ }).click()
  await teach.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click()
  await expect(teach.getByRole('row', { name: /^L20/ })).toContainText('at once')

  await learn.goto(`${site().url}/learn/results/${submissionId}`)
  await expect(learn.getByRole('heading', { level: 1 })).toHaveText(/Passed with 100/)
})
