import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { Client } from './client.ts'
import type { Site } from './site.ts'

const AT_ONCE = 8

const INSERT = `
  with person as (
    insert into people (id, email, name, persona, created_at)
    select id, id || '@bench.invalid', 'Bench learner', 'bench', now() from unnest($1::uuid[]) as id returning id
  ), member as (
    insert into memberships (id, person_id, organisation_id, role, created_at)
    select gen_random_uuid(), person.id, organisations.id, 'learner', now() from person, organisations where slug = 'kawasemi'
  )
  insert into enrolments (id, learner_id, cohort_id, enrolled_at)
  select gen_random_uuid(), person.id, (select id from cohorts order by created_at limit 1), now() from person`

/** Learners on the evaluation cohort's roster, signed in. Each measurement takes fresh ones. */
export async function signInLearners(site: Site, count: number): Promise<Client[]> {
  const ids = Array.from({ length: count }, () => randomUUID())
  const db = new pg.Client({ connectionString: site.ownerUrl })
  await db.connect()
  try {
    await db.query(INSERT, [ids])
  } finally {
    await db.end()
  }
  return inBatches(ids, (id) => Client.as(site, id))
}

export async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let from = 0; from < items.length; from += AT_ONCE)
    results.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))))
  return results
}

interface Activity {
  id: string
  kind: 'lesson' | 'quiz' | 'lab' | 'exam'
  course: { slug: string }
}

export async function activityOf(client: Client, kind: Activity['kind']): Promise<Activity> {
  const [programme] = await client.query<{ activities: Activity[] }[]>('learning.path')
  const activity = programme?.activities.find((entry) => entry.kind === kind)
  if (!activity) throw new Error(`The evaluation programme has no ${kind}`)
  return activity
}
