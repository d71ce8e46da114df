import { randomUUID } from 'node:crypto'
import { ApiClient } from '../fixtures/api.ts'
import { askNow, grantOf, publishTo } from '../fixtures/market.ts'
import { observe } from '../fixtures/observation.ts'
import { createLearner, createPerson, persona, query, type TestPerson } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { certify } from '../fixtures/solution.ts'
import { expect, setOffline, test } from '../fixtures/test.ts'

/** Somebody of the evaluation cohort who is certified and observed: ready for the role a moment later. */
async function readyLearner(): Promise<TestPerson> {
  const learner = await createLearner(`Kaho ${randomUUID().slice(0, 6)}`)
  await certify(await ApiClient.as(learner.id), await ApiClient.as((await persona('proctor')).id))
  await observe(learner.id)
  return learner
}

test('an employer asks to be let in, and the operator lets them', async ({ pageAs }) => {
  const name = `Hibari ${randomUUID().slice(0, 6)}`
  const page = await pageAs(null)
  await page.goto(`${site().url}/employers/join`)
  await page.getByLabel('Organisation’s name in English').fill(name)
  await page.getByLabel('Organisation’s name in Japanese').fill('ひばりシステムズ')
  await page.getByLabel('What you look for people for').fill('Two people who run regulated workloads.')
  await page.getByLabel('Your name').fill('Sora Abe')
  await page.getByLabel('Your mail address').fill(`${randomUUID()}@test.invalid`)
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('the answer comes by mail')).toBeVisible()

  const operator = await pageAs((await persona('operator')).id)
  await operator.goto(`${site().url}/operate/employers`)
  await operator.getByRole('button', { name: `Approve ${name}` }).click()
  await expect(operator.getByRole('listitem').filter({ hasText: name })).toContainText('approved')
  const [invited] = await query<{ role: string }>(
    "select l.role from one_time_links l join organisations o on o.id = l.organisation_id where o.names->>'en' = $1",
    [name],
  )
  expect(invited).toEqual({ role: 'employer' })
})

test('a learner decides what an employer sees, is taken on, reads who looked, and takes it back', async ({
  pageAs,
}) => {
  const learner = await readyLearner()
  const opening = await publishTo(learner.id)
  const page = await pageAs(learner.id)
  const employer = await pageAs((await persona('employer')).id)
  const openingUrl = `${site().url}/hire/openings/${opening.openingId}`

  await test.step('the employer sees nobody before', async () => {
    await employer.goto(openingUrl)
    await expect(employer.getByText('Nobody lets you see them yet.')).toBeVisible()
  })

  await test.step('the learner chooses, sees what would be seen, and grants it', async () => {
    await page.goto(`${site().url}/learn/sharing`)
    await page.getByRole('link', { name: `Look at ${opening.title} and decide` }).click()
    await expect(page.getByText('They would see nothing yet.')).toBeVisible()
    await page.getByLabel(/^Name/).check()
    await page.getByLabel(/^What is shown for the role/).check()
    await page.getByRole('button', { name: 'Show me what they would see' }).click()
    const preview = page.getByRole('region', { name: 'What they would see' })
    await expect(preview.getByText(learner.name)).toBeVisible()
    await expect(preview.getByText('Not shared: Mail address, Credentials, Observation’s outcome')).toBeVisible()
    await page.getByRole('button', { name: /^Let Asagiri Systems/ }).click()
    await expect(page.getByText('may see it now')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1, name: 'One employer may see something of you.' })).toBeVisible()
  })

  await test.step('the employer sees just that, and takes them on', async () => {
    await employer.goto(openingUrl)
    await employer.getByRole('link', { name: learner.name }).click()
    await expect(employer.getByText(/^Ready for Data Residency Practitioner/)).toBeVisible()
    await expect(employer.getByText('Not shared: Mail address, Credentials, Observation’s outcome')).toBeVisible()
    await employer.getByLabel('First day').fill(new Date().toISOString().slice(0, 10))
    await employer.getByLabel('Hours per week').fill('38')
    await employer.getByLabel('Your own reference').fill(`staff ${learner.id.slice(-4)}`)
    await employer.getByRole('button', { name: 'Record it' }).click()
    await expect(employer.getByRole('row', { name: new RegExp(`staff ${learner.id.slice(-4)}`) })).toBeVisible()
  })

  await test.step('the learner says that it is right, and the employer confirms the start', async () => {
    await page.goto(`${site().url}/learn/sharing`)
    await page.getByRole('button', { name: /^That is right/ }).click()
    await expect(page.getByText('You said that it is right.')).toBeVisible()
    await employer.reload()
    await employer
      .getByRole('button', { name: new RegExp(`Confirm the start of staff ${learner.id.slice(-4)}`) })
      .click()
    await employer.getByRole('alertdialog').getByRole('button', { name: 'Yes, they started' }).click()
    const row = employer.getByRole('row', { name: new RegExp(`staff ${learner.id.slice(-4)}`) })
    await expect(row).toContainText('the person agrees')
    await expect(row).toContainText('day 90: not yet due')
  })

  await test.step('the learner reads who saw what', async () => {
    await page.goto(`${site().url}/learn/sharing/seen`)
    const row = page.getByRole('row', { name: /Itsuki Arai, Asagiri Systems.*Name and What is shown for the role/ })
    await expect(row.first()).toBeVisible()
  })

  await test.step('taken back, it disappears from the tab that is open at the employer’s', async () => {
    await employer.goto(openingUrl)
    await employer.getByRole('link', { name: learner.name }).click()
    await expect(employer.getByText(learner.name)).toBeVisible()
    await page.goto(`${site().url}/learn/sharing`)
    await page.getByRole('button', { name: /^Take it back/ }).click()
    await expect(page.getByText('You allow nobody anything.')).toBeVisible()
    await expect(employer.getByText(learner.name)).toBeHidden()
    await employer.goto(openingUrl)
    await expect(employer.getByText('Nobody lets you see them yet.')).toBeVisible()
  })
})

test('an open tab that can no longer ask hides the person, and shows them again once it can', async ({ pageAs }) => {
  const learner = await readyLearner()
  const { openingId } = await publishTo(learner.id)
  const consent = grantOf(openingId, ['name'])
  await (await ApiClient.as(learner.id)).mutate('employers.grant', consent)
  const page = await pageAs((await persona('employer')).id)
  await page.clock.install()
  // The person stands there before script does; from its first question on, the page watches.
  const asked = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.goto(`${site().url}/hire/candidates/${consent.consentId}`)
  await expect(page.getByRole('heading', { name: learner.name })).toBeVisible()
  await asked
  await setOffline(page, true)
  // Its clock is moved until it has seen. What was asked before and is answered now confirms nothing.
  await expect(async () => {
    await page.clock.runFor(60_000)
    await expect(page.getByText('cannot be confirmed, so nothing is shown')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(page.getByRole('heading', { name: learner.name })).toBeHidden()
  await setOffline(page, false)
  await expect(async () => {
    await page.clock.runFor(20_000)
    await expect(page.getByRole('heading', { name: learner.name })).toBeVisible({ timeout: 1_000 })
  }).toPass()
})

test('day 90 is answered once by a link that needs no account; another employer is refused', async ({ pageAs }) => {
  const learner = await readyLearner()
  const { openingId } = await publishTo(learner.id)
  const consent = grantOf(openingId, ['name'])
  await (await ApiClient.as(learner.id)).mutate('employers.grant', consent)
  const employer = await ApiClient.as((await persona('employer')).id)
  const placementId = randomUUID()
  const today = new Date().toISOString().slice(0, 10)
  await employer.mutate('employers.recordPlacement', {
    ...{ placementId, consentId: consent.consentId, hoursPerWeek: 20, contract: 'fixed_term' },
    ...{ startsOn: today, reference: 'staff 0090' },
  })
  await employer.mutate('employers.confirmStart', { placementId })
  const url = `${site().url}/confirmations/${await askNow(placementId)}`

  const other = await pageAs((await createPerson({ role: 'employer' })).id)
  await other.goto(url)
  await expect(other.getByText('You are signed in for another employer.')).toBeVisible()

  const page = await pageAs(null)
  await page.goto(url)
  await expect(page.getByText('staff 0090')).toBeVisible()
  await page.getByLabel('still employed with us').check()
  await page.getByRole('button', { name: 'Answer' }).click()
  await expect(page.getByText('Your answer is recorded')).toBeVisible()
  await page.goto(url)
  await expect(page.getByText('This link was used already, or is too old.')).toBeVisible()
})
