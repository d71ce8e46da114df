import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import type { Site } from '../fixtures/site.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { expect, test } from '../fixtures/test.ts'

const DATA = dataFolderFor('past')
let child: ChildProcess | undefined

test.afterAll(async () => {
  if (child) await stopSite(child)
  rmSync(DATA, { recursive: true, force: true })
})

async function ask<Row extends pg.QueryResultRow>(site: Site, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: site.ownerUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

function run(script: string, ...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, TERAKOYA_DATA: DATA },
    encoding: 'utf8',
  })
}

const STAGES =
  'select stage, count(*)::int as count, max(occurred_at) as newest from stage_events group by stage order by stage'

test('a whole first start, and the past of the evaluation programme that is made by the use cases, at its own times, and one command removes it', async () => {
  rmSync(DATA, { recursive: true, force: true })
  // Nothing is shared: its images are built here, as a newcomer's are.
  mkdirSync(join(DATA, 'images'), { recursive: true, mode: 0o711 })
  const started = await startSite({ port: PORTS.past, dataFolder: DATA, env: { HISTORY: '4' }, until: 'past' })
  child = started.child
  const { site } = started
  const stages = await ask<{ stage: string; count: number; newest: Date }>(site, STAGES)
  expect(stages.map(({ stage }) => stage)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6'])
  for (const { newest } of stages) expect(newest.getTime()).toBeLessThan(Date.now() - 86_400_000)
  expect(stages[0]!.count).toBe(12)

  // One of them has come to today's cohort meanwhile: they go, and the cohort stays.
  await ask(
    site,
    `insert into enrolments (id, learner_id, cohort_id, enrolled_at)
     select gen_random_uuid(), p.id, c.id, now() from people p, cohorts c
     where p.email = 'kawasemi-evening-0-1@evaluation.invalid' and c.names->>'en' = 'Kawasemi Works, evening 1'`,
  )
  const removed = run('server/cli/evaluation.ts', 'remove')
  expect(removed.stdout).toContain('16 people')
  const left = await ask<{ count: number }>(
    site,
    `select ((select count(*) from stage_events) + (select count(*) from credentials) + (select count(*) from placements)
       + (select count(*) from people where email like 'kawasemi-evening-0%'))::int as count`,
  )
  expect(left[0]!.count).toBe(0)
  const [today] = await ask<{ count: number }>(site, 'select count(*)::int as count from enrolments')
  // 24 of the evening cohort, six of them also learn about agents.
  expect(today!.count).toBe(24 + 6)
  expect(run('server/cli/audit.ts', 'verify').stdout).toContain('The chain holds')
  expect(run('server/cli/evaluation.ts', 'remove').stdout).toContain('0 people')
})
