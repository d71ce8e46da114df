import { randomUUID } from 'node:crypto'
import iconv from 'iconv-lite'
import { ApiClient } from '../fixtures/api.ts'
import { createCohortRoom } from '../fixtures/cohort-room.ts'
import { createPerson, persona, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('an operator creates organisations and invites who looks after them', async ({ pageAs }) => {
  const page = await pageAs((await persona('operator')).id)
  const name = `Hibari Hall ${randomUUID().slice(0, 6)}`
  await page.goto(`${site().url}/operate/organisations`)
  await page.getByLabel('Kind').selectOption('delivery_partner')
  await page.getByLabel('Name in English').fill(name)
  await page.getByLabel('Name in Japanese').fill('ひばり館')
  await page.getByLabel('First manager’s mail address').fill(`${randomUUID()}@test.invalid`)
  await page.getByRole('button', { name: 'Create it' }).click()
  await expect(page.getByText(`${name} is created. The first manager gets a link by mail.`)).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(`${name}.*1 invited`) })).toBeVisible()
  await page.getByRole('button', { name: `Change ${name}` }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel('Name in English').fill(`${name} West`)
  await dialog.getByLabel('Region').fill('Kyoto')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`${name} West.*Japan, Kyoto`) })).toBeVisible()
})

test('a programme manager makes a programme and a cohort, imports a roster in Shift_JIS and undoes it', async ({
  pageAs,
}) => {
  const page = await pageAs((await persona('programme_manager')).id)
  const name = `Autumn ${randomUUID().slice(0, 6)}`
  await test.step('creates a programme', async () => {
    await page.goto(`${site().url}/manage/programmes`)
    await page.getByRole('link', { name: 'New programme' }).click()
    await page.getByLabel('Name in English').fill(name)
    await page.getByLabel('Name in Japanese').fill('秋の課程')
    await page.getByLabel('What it is for, in English').fill('For a test.')
    await page.getByLabel('What it is for, in Japanese').fill('試験用です。')
    await page.getByLabel('First day').fill('2031-01-01')
    await page.getByLabel('Last day').fill('2031-12-31')
    await page.getByRole('checkbox', { name: /From law to control/ }).check()
    await page.getByRole('button', { name: 'Create the programme' }).click()
    await expect(page.getByText(`${name} is saved.`)).toBeVisible()
  })

  await test.step('creates a cohort of it, and is told what is wrong with its days', async () => {
    await page.goto(`${site().url}/manage/cohorts/new`)
    await page.getByLabel('Programme', { exact: true }).selectOption({ label: name })
    await page.getByLabel('Name in English').fill(`${name} evening`)
    await page.getByLabel('Name in Japanese').fill('夜間')
    await page.getByLabel('Delivery partner').selectOption({ label: 'Kawasemi Works (fictional)' })
    await page.getByLabel('First day').fill('2031-02-01')
    await page.getByLabel('Last day').fill('2032-08-01')
    await page.getByLabel('Roster freezes on').fill('2031-02-10')
    await page.getByRole('button', { name: 'Create the cohort' }).click()
    await expect(page.getByText('The cohort has to lie within its programme')).toBeVisible()
    await page.getByLabel('Last day').fill('2031-08-01')
    await page.getByRole('button', { name: 'Create the cohort' }).click()
    await expect(page.getByText('Nobody is on the roster.', { exact: true })).toBeVisible()
  })

  await test.step('looks at a file, mends what is wrong, imports it', async () => {
    await page.getByRole('link', { name: 'Import people' }).first().click()
    const rows = ['氏名,メールアドレス', `髙橋 美緒,${randomUUID()}@test.invalid`, '山﨑 空,not-an-address']
    const buffer = iconv.encode(rows.join('\r\n'), 'Shift_JIS')
    await page.getByLabel('CSV file').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await expect(page.getByText('Read as Shift_JIS.')).toBeVisible()
    await expect(page.getByRole('row', { name: /^3 “not-an-address” is not a mail address/ })).toBeVisible()
    await page.getByRole('button', { name: 'Enrol 1 person' }).click()
    await expect(page.getByText('1 line is wrong, so nobody was enrolled.')).toBeVisible()
    await page.getByRole('button', { name: 'Look at it first' }).click()
    await page.getByLabel('Leave the faulty lines out').check()
    await page.getByRole('button', { name: 'Enrol 1 person' }).click()
    await expect(page.getByText('1 person is enrolled, 1 line left out. You can undo this below.')).toBeVisible()
    await expect(page.getByRole('link', { name: '髙橋 美緒' })).toBeVisible()
  })

  await test.step('undoes the import', async () => {
    await page.getByRole('button', { name: /^Undo/ }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo the import' }).click()
    await expect(page.getByText('Nobody is on the roster.', { exact: true })).toBeVisible()
    await expect(page.getByText(/^undone /)).toBeVisible()
  })
})

test('a partner manager keeps a learner’s history, and a learner on leave reads and starts no attempt', async ({
  pageAs,
}) => {
  const room = await createCohortRoom()
  const page = await pageAs((await persona('partner_manager')).id)
  const [enrolled] = await query<{ learner_id: string; name: string }>(
    'select e.learner_id, p.name from enrolments e join people p on p.id = e.learner_id where e.id = $1',
    [room.enrolmentId],
  )
  const learner = await ApiClient.as(enrolled!.learner_id)
  const lab = (await activitiesOf(learner)).find((activity) => activity.kind === 'lab')!
  await page.goto(`${site().url}/manage/cohorts/${room.cohortId}/roster`)
  await page.getByRole('link', { name: enrolled!.name }).click()
  const record = async (
    open: string,
    confirm: string,
    fill: (dialog: ReturnType<typeof page.getByRole>) => Promise<void>,
  ) => {
    await page.getByRole('button', { name: open }).click()
    const dialog = page.getByRole('alertdialog')
    await fill(dialog)
    await dialog.getByRole('button', { name: confirm }).click()
    await expect(dialog).toBeHidden()
  }

  await record('Record a leave', 'Record the leave', (dialog) => dialog.getByLabel('Last day').fill('2030-12-31'))
  await expect(page.getByRole('heading', { level: 1, name: `${enrolled!.name} is on leave.` })).toBeVisible()
  expect(await learner.call('mutation', 'assessment.openLab', { activityId: lab.id })).toMatchObject({
    refusal: { code: 'precondition_failed', reason: 'onLeave' },
  })
  const lesson = (await activitiesOf(learner)).find((activity) => activity.kind === 'lesson')!
  await learner.query('learning.lesson', { activityId: lesson.id })

  await page.getByRole('button', { name: /^Take back On leave from .* 2030$/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${enrolled!.name} is here.` })).toBeVisible()
  await learner.mutate('assessment.openLab', { activityId: lab.id })

  await record('Record a withdrawal', 'Withdraw them', async (dialog) => {
    await dialog.getByLabel('Reason').selectOption('found_job')
  })
  await expect(page.getByRole('paragraph').filter({ hasText: /^Withdrew on .*: found a job$/ })).toBeVisible()
  expect(await learner.query('learning.path')).toEqual([])
})

test('an assessor of the partner that teaches is refused with a sentence', async ({ pageAs }) => {
  const room = await createCohortRoom()
  const { name } = await createPerson({ role: 'assessor', organisation: 'kawasemi' })
  const independent = await createPerson({ role: 'assessor', organisation: 'musashino' })
  const page = await pageAs((await persona('programme_manager')).id)
  await page.goto(`${site().url}/manage/cohorts/${room.cohortId}/team`)
  const assign = async (who: string) => {
    const option = page.getByLabel('Person').locator('option', { hasText: who })
    await page.getByLabel('Person').selectOption(await option.getAttribute('value'))
    await page.getByRole('button', { name: 'Assign', exact: true }).click()
  }
  await assign(name)
  await expect(page.getByText('belongs to the partner that teaches this cohort')).toBeVisible()
  await assign(independent.name)
  await expect(page.getByRole('row', { name: new RegExp(`${independent.name} independent assessor`) })).toBeVisible()
})
