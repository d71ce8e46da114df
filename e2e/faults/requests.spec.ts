import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { ApiClient } from '../fixtures/api.ts'
import { LiveChannel } from '../fixtures/live-channel.ts'
import { createLearner } from '../fixtures/people.ts'
import { listProcedures } from '../fixtures/procedures.ts'
import { site } from '../fixtures/site.ts'
import { expect, test } from '../fixtures/test.ts'

/** A request with headers that fetch does not let one set. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(site().url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

const host = () => new URL(site().url).host

test('a request for another host, or through a proxy, does not enter', async () => {
  expect(await raw('/', { host: host() })).toBe(200)
  expect(await raw('/', { host: 'evil.example' })).toBe(421)
  for (const header of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip']) {
    expect([header, await raw('/', { host: host(), [header]: '203.0.113.9' })]).toEqual([header, 403])
  }
})

test('a write from another site’s page is refused, with or without an origin', async () => {
  const learner = await ApiClient.as((await createLearner()).id)
  const cookie = learner.cookieHeader
  expect(
    await raw('/api/trpc/identity.signOutEverywhere', { host: host(), cookie, origin: 'https://evil.example' }, 'POST'),
  ).toBe(403)
  expect(await raw('/api/trpc/identity.signOutEverywhere', { host: host(), cookie }, 'POST')).toBe(403)
  expect(await raw('/api/trpc/identity.me', { host: host(), cookie, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await learner.query<{ personId: string } | null>('identity.me')).not.toBeNull()
})

test('a live channel opens for its learner from the site’s own page only', async () => {
  const learner = await ApiClient.as((await createLearner()).id)
  const foreign = LiveChannel.open(learner, randomUUID(), 'https://evil.example')
  expect(await foreign.closed).toBe(1006)
  expect(await LiveChannel.open(learner, randomUUID()).closed).toBe(4404)
  expect(await LiveChannel.open(await ApiClient.as(null), randomUUID()).closed).toBe(4404)
})

test('a body that is too large is refused before it is read', async () => {
  const learner = await ApiClient.as((await createLearner()).id)
  const body = JSON.stringify({ content: 'x'.repeat(3_000_000) })
  const response = await learner.fetch('/api/trpc/labs.save', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  expect(response.status).toBe(413)
  const chunked = await fetch(`${site().url}/api/trpc/labs.save`, {
    method: 'POST',
    headers: { origin: site().url, cookie: learner.cookieHeader, 'content-type': 'application/json' },
    body: new Blob([body]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect(chunked.status).toBe(413)
})

test('a batch holds ten calls at most', async () => {
  const batchOf = (count: number) =>
    fetch(`${site().url}/api/trpc/${Array.from({ length: count }, () => 'site.show').join(',')}?batch=1`)
  expect((await batchOf(10)).status).toBe(200)
  expect((await batchOf(11)).status).toBe(400)
})

test('a body of the wrong shape is named so, for every procedure that takes one, without a stack', async () => {
  const learner = await ApiClient.as((await createLearner()).id)
  for (const { path, kind } of listProcedures()) {
    for (const input of [
      { workspaceId: 7, activityId: [], cohortId: null, secret: {}, handle: '../..', text: 1 },
      'text',
      [1],
    ]) {
      const result = await learner.call(kind, path, input)
      if (!result.ok) expect([path, result.refusal.code]).not.toEqual([path, 'fault'])
    }
  }
  const response = await learner.fetch('/api/trpc/labs.save', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"broken',
  })
  expect(response.status).toBe(400)
  expect(await response.text()).not.toMatch(/node_modules|\.ts:|at /)
})

test('opening an evaluation link uses nothing up; its button works once, and then says so', async ({ pageAs }) => {
  const made = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'server/cli/evaluation.ts', 'link'],
    {
      env: { ...process.env, TERAKOYA_DATA: site().dataFolder, PORT: new URL(site().url).port },
      encoding: 'utf8',
    },
  )
  const link = /http:\S+/.exec(made.stdout)![0]
  for (const method of ['HEAD', 'GET', 'GET']) {
    const looked = await fetch(link, { method, redirect: 'manual' })
    expect([looked.status, looked.headers.getSetCookie()]).toEqual([200, []])
  }
  const page = await pageAs(null)
  await page.goto(link)
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(page.getByRole('heading', { name: 'Who do you want to be?' })).toBeVisible()
  const other = await pageAs(null)
  await other.goto(link)
  await other.getByRole('button', { name: 'Open it' }).click()
  await expect(other.getByText('This link was used already.')).toBeVisible()
  await expect(other.getByText('npm run evaluation -- link')).toBeVisible()
})

test('a persona is closed to who did not come through the link', async () => {
  const client = new ApiClient()
  const { csrfToken } = (await (await client.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  const { id } = await createLearner()
  for (const door of ['', 'terakoya-evaluation=forged']) {
    const [name, value] = door.split('=')
    if (name && value) client.cookies.set(name, value)
    await client.fetch('/api/auth/callback/persona', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, personId: id, json: 'true' }),
    })
    expect(client.cookies.has('terakoya-session')).toBe(false)
  }
})

test('guessing passwords is slowed down', async () => {
  const client = new ApiClient()
  const { csrfToken } = (await (await client.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  const email = `${randomUUID()}@test.invalid`
  const said: string[] = []
  for (let n = 0; n < 12; n++) {
    const response = await client.fetch('/api/auth/callback/password', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, email, password: 'guess', json: 'true' }),
    })
    said.push(decodeURIComponent(await response.text()))
  }
  expect(said[0]).toContain('wrongPassword')
  expect(said.at(-1)).toContain('tooOften')
})

test('every answer carries the security headers, and pages a nonce that never repeats', async () => {
  const nonces = new Set<string>()
  for (const path of ['/', '/verify', '/sign-in', '/no-such-page', '/api/trpc/site.show', '/status/x']) {
    const { headers } = await fetch(`${site().url}${path}`)
    expect([
      path,
      headers.get('x-content-type-options'),
      headers.get('x-frame-options'),
      headers.get('referrer-policy'),
    ]).toEqual([path, 'nosniff', 'DENY', 'no-referrer'])
    expect(headers.get('x-powered-by')).toBeNull()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
    nonces.add(/'nonce-([^']+)'/.exec(policy)![1]!)
  }
  expect(nonces.size).toBe(6)
})
