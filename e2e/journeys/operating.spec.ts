import { randomUUID } from 'node:crypto'
import { ApiClient } from '../fixtures/api.ts'
import { LiveChannel } from '../fixtures/live-channel.ts'
import { createLearner, createPerson, persona, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf, certify, eventually } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

const operatorId = async () => (await persona('operator')).id

/** Passes a proctored assessment, and gives the credential as its holder could send it. */
async function earn(): Promise<{ handle: string; document: { issuer: { id: string } } }> {
  const learner = await ApiClient.as((await createLearner()).id)
  const { handle } = await certify(learner, await ApiClient.as((await persona('proctor')).id))
  const document = await (await learner.fetch(`/credentials/${handle}/json`)).json()
  return { handle, document: document as { issuer: { id: string } } }
}

const verdictOf = async (document: object) => {
  const anybody = await ApiClient.as(null)
  return anybody.mutate<{ isValid: boolean; checks: { ok: boolean; reason: string | null }[] }>('credentials.verify', {
    text: JSON.stringify(document),
  })
}

test('the operator replaces the key of credentials: what the old one signed holds, and the new one signs', async ({
  pageAs,
}) => {
  const before = await earn()
  const page = await pageAs(await operatorId())
  await page.goto(`${site().url}/operate/keys`)
  const section = page.getByRole('region', { name: 'Credentials' }).first()
  const known = await section.getByRole('row').count()
  await page.getByRole('button', { name: 'New key' }).first().click()
  await page.getByLabel('Why').fill('Once a year')
  await page.getByRole('button', { name: 'Make the new key' }).click()
  await expect(section.getByRole('row')).toHaveCount(known + 1)
  await expect(section.getByRole('row').nth(1)).toContainText('Signs')
  await expect(section.getByRole('row').nth(2)).toContainText('Once a year')
  const after = await earn()
  expect(after.document.issuer.id).not.toBe(before.document.issuer.id)
  for (const { document } of [before, after]) expect(await verdictOf(document)).toMatchObject({ isValid: true })
  const { verificationMethod } = (await (await fetch(`${site().url}/issuer`)).json()) as {
    verificationMethod: { controller: string; expires?: string }[]
  }
  const methodOf = ({ document }: typeof before) =>
    verificationMethod.find(({ controller }) => controller === document.issuer.id)
  expect(methodOf(before)).toMatchObject({ expires: expect.any(String) })
  expect(methodOf(after)).not.toHaveProperty('expires')
})

test('the operator backs up, has the backup tried, and tries the upgrade', async ({ pageAs }) => {
  const page = await pageAs(await operatorId())
  await page.goto(`${site().url}/operate/backups`)
  const list = page.getByRole('region', { name: 'What there is' })
  const take = page.getByRole('button', { name: 'Back up now' })
  await expect(take).toBeVisible()
  const known = await list.getByRole('row').filter({ hasText: 'asked for here' }).count()
  await take.click()
  const taken = list.getByRole('row').filter({ hasText: 'asked for here' })
  await expect(taken).toHaveCount(known + 1)
  await expect(take).toBeVisible()
  await taken.first().getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Try it' }).click()
  await expect(taken.first()).toContainText('Restored and compared at')
  await page.goto(`${site().url}/operate/upgrade`)
  await expect(page.getByRole('heading', { level: 1, name: 'Nothing waits for the next start.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try it on a copy' })).toBeVisible()
  await page.getByRole('button', { name: 'Try it on a copy' }).click()
  await expect(page.getByText(/^It went well at/)).toBeVisible()
  await expect(page.getByText(/^Nothing of \d+ activities would change$/)).toBeVisible()
})

test('the operator gives an organisation fewer seats, and whoever invites hears of it', async ({ pageAs }) => {
  const manager = await createPerson({ role: 'partner_manager' })
  const [organisation] = await query<{ id: string }>(
    'select organisation_id as id from memberships where person_id = $1',
    [manager.id],
  )
  const page = await pageAs(await operatorId())
  await page.goto(`${site().url}/operate/quotas/${organisation!.id}`)
  const row = page.getByRole('row', { name: /^Seats/ })
  await row.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('spinbutton', { name: 'May use' }).fill('1')
  await page.getByLabel('Why').fill('A small contract')
  await page.getByRole('button', { name: 'Set' }).click()
  await expect(row).toContainText('its own')
  const invited = await pageAs(manager.id)
  await invited.goto(`${site().url}/manage/people`)
  await invited.getByLabel(/mail|address/i).fill(`${randomUUID()}@test.invalid`)
  await invited.getByRole('button', { name: /^(Invite|Send)/ }).click()
  await expect(invited.getByRole('alert').filter({ hasText: 'seats' })).toContainText('ask the operator for more')
})

test('a job that was given up is tried again, and another is discarded', async ({ pageAs }) => {
  const task = `test.${randomUUID().slice(0, 8)}`
  for (const key of ['a', 'b'])
    await query("select graphile_worker.add_job($1, '{}'::json, job_key => $2, run_at => now() + interval '1 day')", [
      task,
      `${task}.${key}`,
    ])
  await query('update graphile_worker._private_jobs set attempts = max_attempts where key = any($1)', [
    [`${task}.a`, `${task}.b`],
  ])
  const page = await pageAs(await operatorId())
  await page.goto(`${site().url}/operate/queues`)
  const rows = page.getByRole('region', { name: 'Given up' }).getByRole('row').filter({ hasText: task })
  await expect(rows).toHaveCount(2)
  await rows.first().getByRole('button', { name: 'Try again' }).click()
  await expect(rows).toHaveCount(1)
  await rows.first().getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click()
  await expect(rows).toHaveCount(0)
  const left = await eventually(async () => {
    const found = await query<{ attempts: number }>(
      'select attempts from graphile_worker.jobs where task_identifier = $1',
      [task],
    )
    return found.length === 1 ? found : null
  })
  expect(left[0]!.attempts).toBe(0)
  await query('select graphile_worker.remove_job(key) from graphile_worker.jobs where task_identifier = $1', [task])
})

test('a lab beyond the limit of a person is told so and opens when another is left, and an assessment always does', async () => {
  const learner = await ApiClient.as((await createLearner()).id)
  const proctor = await ApiClient.as((await persona('proctor')).id)
  const lab = (await activitiesOf(learner)).find(({ kind }) => kind === 'lab')!
  const first = await learner.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  const attempt = await learner.mutate<{ attemptId: string }>('assessment.requestProctored', { activityId: lab.id })
  await proctor.mutate('assessment.confirmIdentity', {
    ...{ attemptId: attempt.attemptId, where: 'person_in_room', checked: 'photo_document' },
  })
  const second = await learner.mutate<{ workspaceId: string }>('assessment.startProctored', attempt)
  const [organisation] = await query<{ id: string }>(
    `insert into organisations (id, kind, slug, names, created_at)
     values (gen_random_uuid(), 'delivery_partner', gen_random_uuid(), '{"en":"Small","ja":"小"}', now()) returning id`,
  )
  await query('update workspaces set organisation_id = $1 where id = any($2)', [
    organisation!.id,
    [first.workspaceId, second.workspaceId],
  ])
  const operator = await ApiClient.as(await operatorId())
  const of = { organisationId: organisation!.id, kind: 'openLabsPerPerson', value: 1, reason: 'A small machine' }
  await operator.mutate('sovereignty.setQuota', { quotaId: randomUUID(), ...of })

  const is = (mode: 'practice' | 'proctored') =>
    query('update workspaces set mode = $1 where id = $2', [mode, second.workspaceId])
  const isReady = ({ type }: { type: string }) => type === 'ready'
  await is('practice')
  const one = LiveChannel.open(learner, first.workspaceId)
  await one.hear(isReady)
  expect(await LiveChannel.open(learner, second.workspaceId).closed).toBe(4429)
  one.close()
  await eventually(async () => {
    const tab = LiveChannel.open(learner, second.workspaceId)
    const outcome = await Promise.race([tab.hear(isReady), tab.closed])
    tab.close()
    return typeof outcome === 'number' ? null : outcome
  })
  const back = await eventually(async () => {
    const tab = LiveChannel.open(learner, first.workspaceId)
    return (await Promise.race([tab.hear(isReady), tab.closed])) === 4429 ? null : tab
  })
  await is('proctored')
  const assessed = LiveChannel.open(learner, second.workspaceId)
  await assessed.hear(isReady)
  for (const tab of [back, assessed]) tab.close()
})
