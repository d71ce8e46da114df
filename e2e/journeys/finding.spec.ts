import type { Locator, Page } from '@playwright/test'
import { createLearner, createPerson, persona } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { expect, test } from '../fixtures/test.ts'

/** Opens the palette by its keys, as soon as the page listens to them. */
async function openPalette(page: Page): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'Find anything' })
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(dialog).toBeVisible({ timeout: 1_000 })
  }).toPass()
  return dialog
}

test('a learner finds a lesson by a word of either language, with the keyboard alone', async ({ pageAs }) => {
  const page = await pageAs((await createLearner()).id)
  await page.goto(`${site().url}/learn`)
  const dialog = await openPalette(page)
  await expect(dialog.getByRole('menuitem', { name: /^Courses/ })).toBeVisible()
  await page.keyboard.type('コピー')
  const lesson = dialog.getByRole('menuitem', { name: /A copy is the data/ })
  await expect(lesson).toContainText('コピー')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'A copy is the data' })).toBeVisible()
})

test('a learner finds no people; says so when nothing has the name', async ({ pageAs }) => {
  const [learner, classmate] = [await createLearner(), await createLearner()]
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/learn`)
  const dialog = await openPalette(page)
  await page.keyboard.type(classmate.name)
  await expect(dialog.getByRole('status')).toHaveText('Nothing of yours has that in its name.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: /Find anything/ }).click()
  await expect(dialog).toBeVisible()
})

test('opens after other colours were chosen: what it draws keeps to the policy that the page came with', async ({
  pageAs,
}) => {
  const learner = await createLearner()
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/learn`)
  await page.locator('summary', { hasText: learner.name }).click()
  const dark = page.getByRole('button', { name: 'Dark' })
  await dark.click()
  await expect(dark).toHaveAttribute('aria-pressed', 'true')
  await openPalette(page)
})

test('who teaches or runs a cohort finds its people, another instructor does not', async ({ pageAs }) => {
  const learner = await createLearner()
  for (const [name, path] of [
    ['instructor', '/teach'],
    ['programme_manager', '/manage/cohorts/'],
  ] as const) {
    const page = await pageAs((await persona(name)).id)
    await page.goto(site().url + (name === 'instructor' ? '/teach' : '/manage'))
    await openPalette(page)
    await page.keyboard.type(learner.name)
    await page
      .getByRole('dialog')
      .getByRole('menuitem', { name: new RegExp(learner.name) })
      .click()
    await expect(page).toHaveURL(new RegExp(`${path}.*#person-`))
    await expect(page.locator(':target')).toHaveText(learner.name)
  }
  const page = await pageAs((await createPerson({ role: 'instructor', organisation: 'kawasemi' })).id)
  await page.goto(`${site().url}/teach`)
  const dialog = await openPalette(page)
  await page.keyboard.type(learner.name)
  await expect(dialog.getByRole('status')).toHaveText('Nothing of yours has that in its name.')
})
