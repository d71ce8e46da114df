import type { Page } from '@playwright/test'
import { createLearner } from '../fixtures/people.ts'
import { site } from '../fixtures/site.ts'
import { expect, test } from '../fixtures/test.ts'

const marked = (page: Page) => page.evaluate(() => document.documentElement.dataset.sameDocument ?? null)

async function openCourses(page: Page): Promise<void> {
  await page.goto(`${site().url}/learn/courses`)
  await page.evaluate(() => (document.documentElement.dataset.sameDocument = 'yes'))
}

test('a link of ours is followed without loading the document anew, and back goes back', async ({ pageAs }) => {
  const page = await pageAs((await createLearner()).id)
  await openCourses(page)
  await page.locator('main').getByRole('link').first().click()
  await page.waitForURL(/\/learn\/courses\/./)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await marked(page)).toBe('yes')
  await page.goBack()
  await page.waitForURL(/\/learn\/courses$/)
  expect(await marked(page)).toBe('yes')
})

test('a link opened with the control key opens a new tab and leaves this one', async ({ pageAs }) => {
  const page = await pageAs((await createLearner()).id)
  await openCourses(page)
  const opened = page.context().waitForEvent('page')
  await page
    .locator('main')
    .getByRole('link')
    .first()
    .click({ modifiers: ['Control'] })
  await (await opened).waitForURL(/\/learn\/courses\/./)
  expect(page.url()).toMatch(/\/learn\/courses$/)
})

test('a slow page says that it is being loaded', async ({ pageAs }) => {
  const page = await pageAs((await createLearner()).id)
  await openCourses(page)
  let answer = () => {}
  const answered = new Promise<void>((resolve) => (answer = resolve))
  await page.route(/\/learn\/courses\/.*_rsc/, async (route) => {
    await answered
    await route.continue()
  })
  await page.locator('main').getByRole('link').first().click()
  await expect(page.getByText('Loading the page')).toBeAttached()
  answer()
  await page.waitForURL(/\/learn\/courses\/./)
  await expect(page.getByText('Loading the page')).toHaveCount(0)
})
