import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { query } from '../fixtures/people.ts'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import { site, useSite } from '../fixtures/site.ts'
import { eventually } from '../fixtures/solution.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { expect, test } from '../fixtures/test.ts'

test.describe.configure({ mode: 'serial' })

const DATA = dataFolderFor('production')
const OPERATOR = { name: 'Nao Fujii', email: 'nao@site.invalid', password: 'paper and ink, one blue' }
const INVITED = { name: 'Ren Takeda', email: 'ren@site.invalid', password: 'one red, hairline rules' }
let child: ChildProcess | undefined
let firstLink = ''

test.beforeAll(async () => {
  rmSync(DATA, { recursive: true, force: true })
  const url = `http://127.0.0.1:${PORTS.production}`
  const started = await startSite({
    command: 'serve',
    port: PORTS.production,
    dataFolder: DATA,
    env: { TERAKOYA_URL: url },
  })
  child = started.child
  firstLink = started.site.link!
  await useSite({ ...started.site, link: null })
})
test.afterAll(async () => {
  await useSite(null)
  if (child) await stopSite(child)
  rmSync(DATA, { recursive: true, force: true })
})

/** The newest mail to an address, as it lies in the data folder where no mail server is set. */
function mailTo(address: string, than = 0): Promise<string> {
  return eventually(async () => {
    const folder = join(DATA, 'mail')
    const names = readdirSync(folder).filter((name) => name.endsWith('.eml'))
    const found = names
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).mtimeMs > than)
      .map((file) => readFileSync(file, 'utf8').replaceAll('=\r\n', '').replaceAll('=3D', '='))
      .findLast((text) => text.includes(`To: ${address}`))
    return found ?? null
  })
}

function linkIn(mail: string): string {
  const url = site().url.replaceAll('.', '\\.')
  return new RegExp(`${url}/(invitation|reset)/[A-Za-z0-9_-]{43}`).exec(mail)![0]
}

async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto(`${site().url}/sign-in`)
  await page.getByLabel(/mail/i).fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

test('production has no persona, no door and no secret that another installation has', async () => {
  const { url } = site()
  expect((await fetch(`${url}/evaluation?token=x`, { redirect: 'manual' })).status).toBe(404)
  const pressed = { method: 'POST', headers: { origin: url }, body: new URLSearchParams({ token: 'x' }) }
  expect((await fetch(`${url}/evaluation/enter`, { redirect: 'manual', ...pressed })).status).toBe(404)
  const providers = (await (await fetch(`${site().url}/api/auth/providers`)).json()) as Record<string, unknown>
  expect(Object.keys(providers)).toEqual(['password', 'passkey'])
  expect(await query('select 1 from people')).toEqual([])
  const secrets = JSON.parse(readFileSync(join(DATA, 'secrets.json'), 'utf8')) as Record<string, string>
  expect(new Set(Object.values(secrets)).size).toBe(4)
  for (const secret of Object.values(secrets)) expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(statSync(join(DATA, 'secrets.json')).mode & 0o077).toBe(0)
  expect(statSync(join(DATA, 'keys', 'issuer.json')).mode & 0o077).toBe(0)
})

test('the first operator is created by the printed link, once', async ({ pageAs }) => {
  const page = await pageAs(null)
  await page.goto(firstLink)
  await page.getByLabel(/name/i).fill(OPERATOR.name)
  await page.getByLabel(/mail/i).fill(OPERATOR.email)
  await page.getByLabel('New password').fill('short')
  await page.getByRole('main').getByRole('button').last().click()
  await expect(page.getByLabel(/name/i)).toHaveValue(OPERATOR.name)
  await page.getByLabel('New password').fill(OPERATOR.password)
  await page.getByRole('main').getByRole('button').last().click()
  await page.waitForURL(/\/sign-in/)
  expect((await query('select role from memberships')).map((row) => row.role)).toEqual(['operator'])

  await page.goto(firstLink)
  await page.getByLabel(/name/i).fill('Another')
  await page.getByLabel(/mail/i).fill('another@site.invalid')
  await page.getByLabel('New password').fill(OPERATOR.password)
  await page.getByRole('main').getByRole('button').last().click()
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  expect((await query('select 1 from people')).length).toBe(1)
})

test('an operator invites by mail, and the invited person signs in with a password of their own', async ({
  pageAs,
}) => {
  const operator = await pageAs(null)
  await signIn(operator, OPERATOR)
  await operator.waitForURL(/\/operate/)
  await operator.goto(`${site().url}/operate/people`)
  await operator.getByLabel(/mail/i).fill(INVITED.email)
  await operator.getByRole('main').getByRole('button', { name: 'Send the invitation' }).click()
  const link = linkIn(await mailTo(INVITED.email))
  const page = await pageAs(null)
  await page.goto(link)
  await page.getByLabel(/name/i).fill(INVITED.name)
  await page.getByLabel('New password').fill(INVITED.password)
  await page.getByRole('main').getByRole('button').last().click()
  await page.waitForURL(/\/sign-in/)
  const [stored] = await query<{ password_hash: string }>('select password_hash from people where email = $1', [
    INVITED.email,
  ])
  expect(stored!.password_hash).toMatch(/^\$argon2id\$/)
  await signIn(page, INVITED)
  await expect(page.getByText(INVITED.name).first()).toBeVisible()
})

test('a forgotten password is set anew by mail, which ends every session', async ({ pageAs }) => {
  const elsewhere = await pageAs(null)
  await signIn(elsewhere, INVITED)
  await expect(elsewhere.getByText(INVITED.name).first()).toBeVisible()
  const asked = Date.now()
  const page = await pageAs(null)
  await page.goto(`${site().url}/reset`)
  await page.getByLabel(/mail/i).fill(INVITED.email)
  await page.getByRole('main').getByRole('button').last().click()
  await page.goto(linkIn(await mailTo(INVITED.email, asked)))
  INVITED.password = 'sumi, ai and shu on washi'
  await page.getByLabel('New password').fill(INVITED.password)
  await page.getByRole('main').getByRole('button').last().click()
  await page.waitForURL(/\/sign-in/)
  await elsewhere.goto(`${site().url}/account`)
  await expect(elsewhere).toHaveURL(/sign-in/)
  await signIn(page, INVITED)
  await expect(page.getByText(INVITED.name).first()).toBeVisible()
})

test('one changes the password, signs out everywhere and leaves an organisation', async ({ pageAs }) => {
  const page = await pageAs(null)
  await signIn(page, INVITED)
  await expect(page.getByText(INVITED.name).first()).toBeVisible()
  await page.goto(`${site().url}/account`)
  await page.getByRole('button', { name: /leave/i }).first().click()
  await page.getByRole('alertdialog').getByRole('button', { name: /leave/i }).click()
  await eventually(async () =>
    (
      await query(
        'select 1 from memberships m join people p on p.id = m.person_id where p.email = $1 and m.ended_at is null',
        [INVITED.email],
      )
    ).length === 0
      ? true
      : null,
  )
  await page.goto(`${site().url}/account`)
  await page.getByRole('button', { name: /sign out everywhere/i }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: /sign out/i }).click()
  await eventually(async () =>
    (
      await query(
        'select 1 from sessions s join people p on p.id = s.person_id where p.email = $1 and s.revoked_at is null',
        [INVITED.email],
      )
    ).length === 0
      ? true
      : null,
  )
  await page.goto(`${site().url}/account`)
  await expect(page).toHaveURL(/sign-in/)
})
