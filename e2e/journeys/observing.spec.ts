import { randomUUID } from 'node:crypto'
import { ApiClient } from '../fixtures/api.ts'
import { createLearner, persona, query } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { certify } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('an assessor signs what they saw, corrects it, and the learner is told and reads both', async ({ pageAs }) => {
  const learner = await createLearner(`Sumire ${randomUUID().slice(0, 6)}`)
  await certify(await ApiClient.as(learner.id), await ApiClient.as((await persona('proctor')).id))
  const assessor = await persona('assessor')
  const page = await pageAs(assessor.id)

  const openForm = async (button: string) => {
    await page.goto(`${site().url}/assess`)
    const task = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: learner.name }) })
    await task.getByRole('link', { name: button }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(learner.name)
  }
  const groups = () => page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Shown, unaided' }) })
  const mark = async (last: 'Shown, unaided' | 'Shown with help') => {
    const count = await groups().count()
    expect(count).toBeGreaterThan(1)
    for (let index = 0; index < count; index++)
      await groups()
        .nth(index)
        .getByRole('radio', { name: index === count - 1 ? last : 'Shown, unaided' })
        .check()
    await page.getByRole('radio', { name: 'In the room' }).check()
  }

  await test.step('the form refuses a name that is not theirs, and keeps what was marked', async () => {
    await openForm('Observe')
    await mark('Shown with help')
    await page.getByLabel('Note').fill('Needed one hint about backups.')
    await page.getByLabel('Your name, as signature').fill('Somebody Else')
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveText(/name/i)
    await expect(page.getByLabel('Note')).toHaveValue('Needed one hint about backups.')
    await expect(page.getByRole('radio', { name: 'Shown with help' }).last()).toBeChecked()
  })

  await test.step('signed with their own name, it says not met', async () => {
    await page.getByLabel('Your name, as signature').fill(assessor.name)
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Not met')
    await expect(page.getByText('Needed one hint about backups.')).toBeVisible()
  })

  await test.step('a correction takes its place', async () => {
    await openForm('Observe again')
    await mark('Shown, unaided')
    await page.getByRole('radio', { name: /^Yes, the one of/ }).check()
    await page.getByLabel('Your name, as signature').fill(assessor.name)
    await page.getByRole('button', { name: 'Sign', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Met')
  })

  const rows = await query<{ id: string; corrects: string | null; is_met: boolean }>(
    'select id, corrects, is_met from observations where learner_id = $1 order by recorded_at',
    [learner.id],
  )
  expect(rows).toMatchObject([
    { corrects: null, is_met: false },
    { corrects: rows[0]!.id, is_met: true },
  ])

  await test.step('the learner is told, and reads what was signed', async () => {
    const learn = await pageAs(learner.id)
    await expect(async () => {
      await learn.goto(`${site().url}/account/notifications`)
      await expect(learn.getByRole('link', { name: /An assessor signed what they saw you do/ })).toHaveCount(2)
    }).toPass()
    await learn
      .getByRole('link', { name: /An assessor signed what they saw you do/ })
      .first()
      .click()
    await expect(learn).toHaveURL(new RegExp(`/learn/observations/${rows[1]!.id}$`))
    await expect(learn.getByRole('heading', { level: 1 })).toHaveText('Met')
    await expect(learn.getByText(assessor.name)).toBeVisible()
    await learn.goto(`${site().url}/learn/observations/${rows[0]!.id}`)
    await expect(learn.getByRole('heading', { level: 1 })).toHaveText('Not met')
    await learn.goto(`${site().url}/learn/roles`)
    await expect(learn.getByRole('main').getByRole('link', { name: /bserv/ }).first()).toHaveAttribute(
      'href',
      `/learn/observations/${rows[1]!.id}`,
    )
  })
})
