import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { createLearner, query } from '../fixtures/people.ts'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import { site, useSite } from '../fixtures/site.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { expect, test } from '../fixtures/test.ts'

test.describe.configure({ mode: 'serial' })

const DATA = dataFolderFor('passkeys')
let child: ChildProcess | undefined

/** A site with a name: a passkey belongs to one, and the common site is only a number. */
test.beforeAll(async () => {
  rmSync(DATA, { recursive: true, force: true })
  const env = { TERAKOYA_URL: `http://localhost:${PORTS.passkeys}` }
  const started = await startSite({ port: PORTS.passkeys, dataFolder: DATA, env })
  child = started.child
  await useSite(started.site)
})
test.afterAll(async () => {
  await useSite(null)
  if (child) await stopSite(child)
  rmSync(DATA, { recursive: true, force: true })
})

/** Chromium's own authenticator: a key in the device that checks who holds it, or does not. */
async function authenticator(page: Page, isUserVerified = true): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified, automaticPresenceSimulation: true },
    },
  })
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto(`${site().url}/account`)
  await page.getByLabel('Name of the passkey').fill(name)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await expect(page).not.toHaveURL(/account/)
  await page.goto(`${site().url}/sign-in`)
}

const withPasskey = (page: Page) => page.getByRole('button', { name: 'Sign in with a passkey' }).click()
const refused = (page: Page) => page.getByText('That did not work. Try again')

test('somebody adds a passkey, signs in with it, renames it and takes it away', async ({ pageAs }) => {
  const learner = await createLearner('Nozomi Arai')
  const page = await pageAs(learner.id)
  await authenticator(page)
  await addPasskey(page, 'Laptop')
  await expect(page.getByText('Not used yet.')).toBeVisible()
  expect(await query('select name from passkeys where person_id = $1', [learner.id])).toEqual([{ name: 'Laptop' }])

  await signOut(page)
  const [answered] = await Promise.all([page.waitForRequest(/callback\/passkey/), withPasskey(page)])
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto(`${site().url}/account`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nozomi Arai')
  await expect(page.getByText(/Last used/)).toBeVisible()
  const opened = "select details->>'how' as how from audit_events where action = 'session.open' and actor = $1"
  expect((await query<{ how: string }>(opened, [learner.id])).map(({ how }) => how)).toContain('passkey')

  const devices = 'select device from sessions where person_id = $1 and revoked_at is null'
  expect(await query(devices, [learner.id])).toEqual([{ device: 'Chrome, Linux' }])

  const again = await page.request.fetch(answered)
  expect(await again.text()).toContain('passkeyRefused')

  await page.getByRole('button', { name: 'Rename Laptop' }).click()
  await page.getByRole('alertdialog').getByLabel('Name of the passkey').fill('Work laptop')
  await page.getByRole('button', { name: 'Save the name' }).click()
  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('button', { name: 'Remove the passkey' }).click()
  await expect(page.getByRole('button', { name: 'Remove Work laptop' })).toHaveCount(0)
  await signOut(page)
  await withPasskey(page)
  await expect(refused(page)).toBeVisible()
})

test('a key whose counter went back, and one that checked nobody, are refused', async ({ pageAs }) => {
  const learner = await createLearner()
  const page = await pageAs(learner.id)
  await authenticator(page)
  await addPasskey(page, 'Copied')
  await expect(page.getByText('Not used yet.')).toBeVisible()
  await query('update passkeys set counter = 1000000 where person_id = $1', [learner.id])
  await signOut(page)
  await withPasskey(page)
  await expect(refused(page)).toBeVisible()

  const careless = await createLearner()
  const second = await pageAs(careless.id)
  await authenticator(second, false)
  await addPasskey(second, 'Careless')
  await expect(second.getByText('No passkey was made.')).toBeVisible()
  expect(await query('select 1 from passkeys where person_id = $1', [careless.id])).toEqual([])
})

test('another session is named by its device and can be ended alone', async ({ pageAs }) => {
  const learner = await createLearner()
  await query(
    `insert into sessions (id, person_id, created_at, expires_at, device)
     values (gen_random_uuid(), $1, now() - interval '1 hour', now() + interval '1 hour', 'Safari, iOS')`,
    [learner.id],
  )
  const page = await pageAs(learner.id)
  await page.goto(`${site().url}/account`)
  await expect(page.getByText('Another browser · Safari, iOS')).toBeVisible()
  await page.getByRole('button', { name: /^End it/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it' }).click()
  await expect(page.getByRole('button', { name: /^End it/ })).toHaveCount(0)
  const live = 'select device from sessions where person_id = $1 and revoked_at is null'
  expect(await query(live, [learner.id])).toHaveLength(1)
})
