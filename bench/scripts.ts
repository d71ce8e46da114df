import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { launchBrowser } from './browser.ts'
import { Client } from './client.ts'
import { print } from './measure.ts'
import { activityOf, signInLearners } from './people.ts'
import type { Site } from './site.ts'
import { openLab } from './workspaces.ts'

interface Route {
  name: string
  path: string
  client: Client | null
}

async function ask<Row extends pg.QueryResultRow>(site: Site, text: string): Promise<Row[]> {
  const db = new pg.Client({ connectionString: site.ownerUrl })
  await db.connect()
  try {
    return (await db.query<Row>(text)).rows
  } finally {
    await db.end()
  }
}

async function learnerRoutes(site: Site): Promise<Route[]> {
  const [client] = await signInLearners(site, 1)
  const lesson = await activityOf(client!, 'lesson')
  const quiz = await activityOf(client!, 'quiz')
  const paths: [string, string][] = [
    ['/learn', '/learn'],
    ['/learn/courses', '/learn/courses'],
    ['/learn/courses/[slug]', `/learn/courses/${lesson.course.slug}`],
    ['/learn/lessons/[activity]', `/learn/lessons/${lesson.id}`],
    ['/learn/quizzes/[activity]', `/learn/quizzes/${quiz.id}`],
    ['/learn/labs', '/learn/labs'],
    ['/learn/labs/[workspace]', `/learn/labs/${await openLab(client!)}`],
    ['/learn/results', '/learn/results'],
    ['/learn/credentials', '/learn/credentials'],
    ['/account', '/account'],
  ]
  return paths.map(([name, path]) => ({ name, path, client: client! }))
}

async function staffRoutes(site: Site): Promise<Route[]> {
  const people = await ask<{ id: string; persona: string }>(
    site,
    "select id, persona from people where persona <> 'bench'",
  )
  const [cohort] = await ask<{ id: string }>(site, 'select id from cohorts order by created_at limit 1')
  const paths: [string, string, string?][] = [
    ['instructor', '/teach'],
    ['instructor', '/teach/submissions'],
    ['proctor', '/assess'],
    ['programme_manager', '/manage'],
    ['programme_manager', '/manage/cohorts/[cohort]', `/manage/cohorts/${cohort!.id}`],
    ['programme_manager', '/manage/people'],
    ['employer', '/hire'],
    ['auditor', '/audit'],
    ['operator', '/operate'],
    ['operator', '/operate/people'],
  ]
  return Promise.all(
    paths.map(async ([persona, name, path = name]) => ({
      name,
      path,
      client: await Client.as(site, people.find((person) => person.persona === persona)!.id),
    })),
  )
}

async function gzipBytes(url: string): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).byteLength
}

/** What each route makes a browser fetch as script, workers included, until the network is quiet; as gzip makes it. */
export async function measureScripts(site: Site): Promise<void> {
  const open = ['/', '/verify', '/sign-in', '/reset'].map((path) => ({ name: path, path, client: null }))
  const routes: Route[] = [...open, ...(await learnerRoutes(site)), ...(await staffRoutes(site))]
  const browser = await launchBrowser()
  for (const { name, path, client } of routes) {
    const context = await browser.newContext()
    if (client) await context.addCookies(client.browserCookies)
    const page = await context.newPage()
    const scripts = new Set<string>()
    page.on('request', (request) => {
      if (request.resourceType() === 'script' && request.url().startsWith('http')) scripts.add(request.url())
    })
    const response = await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' })
    if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`)
    await context.close()
    const sizes = await Promise.all([...scripts].map(gzipBytes))
    print(`script_kb_gzip:${name}`, sizes.reduce((sum, size) => sum + size, 0) / 1000, 'kB')
  }
  await browser.close()
}
