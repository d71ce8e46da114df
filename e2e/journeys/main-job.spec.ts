import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ApiClient } from '../fixtures/api.ts'
import { allSaved, editorReady, writeSolution } from '../fixtures/lab-page.ts'
import { createLearner, persona, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { eventually } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

interface StoredVariant {
  kind: 'single' | 'multiple' | 'number'
  prompt: { en: string }
  options: { text: { en: string }; correct: boolean; value?: number }[]
}

/** As the page shows it: code without its marks. */
const shown = (text: string) => text.replaceAll('`', '').replaceAll(/\s+/g, ' ').trim()

/** Answers every question: the first one wrong, to read why, and then what the stored bank says is right. */
async function answerQuestions(page: Page): Promise<void> {
  const rows = await query<{ definition: StoredVariant }>('select definition from question_variants')
  let isFirst = true
  for (;;) {
    const prompt = shown(await page.locator('#question').innerText())
    const variant = rows.map((row) => row.definition).find((known) => shown(known.prompt.en) === prompt)!
    const isWrong = isFirst && variant.kind === 'single'
    if (variant.kind === 'number') {
      await page.getByLabel('Your answer, a number').fill(String(variant.options.find((o) => o.correct)!.value))
    } else {
      const chosen = variant.options.filter((option) => option.correct !== isWrong).slice(0, isWrong ? 1 : undefined)
      for (const option of chosen) await page.getByLabel(shown(option.text.en), { exact: true }).check()
    }
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await expect(page.getByText(isWrong ? 'Not yet.' : 'Right.', { exact: true })).toBeVisible()
    if (isWrong) isFirst = false
    const next = page.getByRole('button', { name: /^(Next question|Try a new variant|See the result)$/ })
    const isLast = (await next.innerText()) === 'See the result'
    await next.click()
    if (isLast) break
  }
  await expect(page.getByText(/right at the first try, \d+ %/)).toBeVisible()
}

test('a learner goes from the first lesson through the lab to a credential that anyone verifies', async ({
  pageAs,
}) => {
  const learner = await createLearner('Aki Shimizu')
  const page = await pageAs(learner.id)

  await test.step('reads the lessons, in English and in Japanese', async () => {
    await page.goto(`${site().url}/learn`)
    await page.getByRole('link', { name: 'Begin the lesson' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Where is data, really?' })).toBeVisible()
    for (const title of ['Where is data, really?', 'A copy is the data', 'Who holds the key', 'Exemptions that end']) {
      await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
      await page.getByRole('button', { name: /^(Next:|Finish)/ }).click()
    }
    await expect(page.getByText(/Question \d+ of \d+/).first()).toBeVisible()
  })

  await test.step('answers the question bank until every answer is right', async () => {
    await answerQuestions(page)
  })

  await test.step('opens the lab, checks the starter, writes the policy and submits', async () => {
    await page.goto(`${site().url}/learn/labs`)
    await page
      .getByRole('button', { name: /practise|open|begin/i })
      .first()
      .click()
    await page.waitForURL(/\/learn\/labs\/[0-9a-f-]{36}/)
    await editorReady(page)
    await page.getByRole('button', { name: /^Check/ }).click()
    await expect(page.getByText(/\d+ of 35 visible points/).first()).toBeVisible()
    await writeSolution(page)
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/Ended with 0 after/)).toBeVisible()
    await page.getByRole('button', { name: /^Check/ }).click()
    await expect(page.getByText('35 of 35 visible points').first()).toBeVisible()
    await allSaved(page)
    await page.getByRole('button', { name: /^Submit/ }).click()
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /^Submit/ })
      .click()
    await expect(page.getByText(/Passed, 100 of 100/).first()).toBeVisible()
    await page.getByRole('link', { name: 'Open the result' }).click()
    await expect(page.locator('#main').getByText('Passed with 100 of 100; 80 were needed.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'What the grade was made from' })).toBeVisible()
  })

  await test.step('an instructor opens the submission and replays it to the same result', async () => {
    const instructor = await pageAs((await persona('instructor')).id)
    await instructor.goto(`${site().url}/teach`)
    await expect(instructor.getByText('Aki Shimizu').first()).toBeVisible()
    const [submission] = await query<{ id: string }>(
      'select s.id from submissions s join attempts a on a.id = s.attempt_id where a.learner_id = $1 order by s.received_at limit 1',
      [learner.id],
    )
    await instructor.goto(`${site().url}/teach/submissions/${submission!.id}`)
    await expect(instructor.getByText('7 of 7 passed.')).toBeVisible()
    await instructor.getByRole('button', { name: 'Replay' }).click()
    await expect(instructor.getByText('Same result')).toBeVisible()
  })

  let handle = ''
  await test.step('takes the proctored assessment after a proctor has looked, and receives the credential', async () => {
    await page.goto(`${site().url}/learn/labs`)
    await page
      .getByRole('button', { name: /assess|ask/i })
      .first()
      .click()
    const proctor = await pageAs((await persona('proctor')).id)
    await proctor.goto(`${site().url}/assess`)
    const row = proctor.getByRole('row').or(proctor.getByRole('listitem')).filter({ hasText: 'Aki Shimizu' }).first()
    await row.getByRole('button', { name: 'Confirm identity' }).click()
    const dialog = proctor.getByRole('alertdialog').or(proctor.getByRole('dialog'))
    await dialog.getByText('Document with a photograph').click()
    await dialog.getByText('in the room').first().click()
    await dialog.getByRole('button', { name: 'Yes, it is them' }).click()
    await expect(proctor.getByText(/May start now/).first()).toBeVisible()

    await page.goto(`${site().url}/learn/labs`)
    await page.getByRole('button', { name: 'Start the assessment' }).click()
    await page.waitForURL(/\/learn\/labs\/[0-9a-f-]{36}/)
    await editorReady(page)
    await expect(page.getByText(/Hint \d of/)).toHaveCount(0)
    await writeSolution(page)
    await page.getByRole('button', { name: /^Submit/ }).click()
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: /^Submit/ })
      .click()
    await expect(page.getByText(/Passed, 100 of 100/).first()).toBeVisible()
    const client = await ApiClient.as(learner.id)
    await expect
      .poll(async () => {
        const [credential] = await client.query<{ handle: string }[]>('credentials.listMine')
        handle = credential?.handle ?? ''
        return handle
      })
      .not.toBe('')
    await page.goto(`${site().url}/learn/credentials`)
    await expect(page.getByText('Residency policy as code, level 2').first()).toBeVisible()
  })

  await test.step('anyone verifies it without an account: by link, by paste and by upload', async () => {
    const visitor = await pageAs(null)
    await visitor.goto(`${site().url}/verify#${handle}`)
    await expect(visitor.getByText('Valid today. All 5 checks passed.')).toBeVisible()
    await visitor.goto(`${site().url}/credentials/${handle}`)
    await expect(visitor.getByText('Evaluation, identity not verified.').first()).toBeVisible()
    await expect(visitor.getByRole('img', { name: /Seal drawn from digest/ }).first()).toBeVisible()
    const download = visitor.waitForEvent('download')
    await visitor.getByRole('link', { name: 'JSON' }).click()
    const file = await (await download).path()
    const document = readFileSync(file, 'utf8')
    await visitor.goto(`${site().url}/verify`)
    await visitor.getByLabel('Link or text of the credential').fill(document)
    await visitor.getByRole('button', { name: 'Verify' }).click()
    await expect(visitor.getByText('Valid today. All 5 checks passed.')).toBeVisible()
    await visitor.getByLabel('Link or text of the credential').fill(document.replace('Aki Shimizu', 'Aki Shimada'))
    await visitor.getByRole('button', { name: 'Verify' }).click()
    await expect(visitor.getByText('Content and signature do not belong together.')).toBeVisible()
  })

  await test.step('the manager sees the stages move, and withdraws it; then it no longer verifies', async () => {
    const manager = await pageAs((await persona('programme_manager')).id)
    const [cohort] = await query<{ id: string }>('select id from cohorts order by created_at limit 1')
    const client = await ApiClient.as((await persona('programme_manager')).id)
    await client.call('mutation', 'cohorts.freeze', { cohortId: cohort!.id })
    await manager.goto(`${site().url}/manage/cohorts/${cohort!.id}`)
    await expect(manager.getByText(/people enrolled are certified/).first()).toBeVisible()
    const [credential] = await query<{ id: string }>('select id from credentials where handle = $1', [handle])
    await client.mutate('credentials.revoke', { credentialId: credential!.id, reason: 'for the journey' })
    const visitor = await pageAs(null)
    await expect
      .poll(async () => {
        await visitor.goto('about:blank')
        await visitor.goto(`${site().url}/verify#${handle}`)
        await visitor.getByText(/^(Valid today|Not valid)/).waitFor()
        return visitor.getByText('The issuer withdrew it.').count()
      })
      .toBe(1)
    const standing = await eventually(async () => {
      const [row] = await query<{ evidence: number; certified: number; corrected: number }>(
        `select
           (select count(*) from competency_evidence e where e.submission_id = c.submission_id and e.withdrawn_at is null)::int as evidence,
           (select count(*) from stage_events s where s.evidence_ref = 'credential:' || c.id
             and not exists (select 1 from stage_events k where k.corrects = s.id))::int as certified,
           (select count(*) from stage_events s where s.evidence_ref = 'withdrawn:credential:' || c.id)::int as corrected
         from credentials c where handle = $1`,
        [handle],
      )
      return row!.evidence === 0 && row!.corrected > 0 ? row! : null
    })
    expect(standing).toEqual({ evidence: 0, certified: 0, corrected: 1 })
  })

  await test.step('an employer sees the public outcome of the role', async () => {
    const employer = await pageAs((await persona('employer')).id)
    await employer.goto(`${site().url}/hire`)
    await expect(employer.getByText('Data Residency Practitioner').first()).toBeVisible()
  })
})
