import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { Client } from './client.ts'
import { print, quantile, timed, until } from './measure.ts'
import { signInLearners } from './people.ts'
import type { Site } from './site.ts'

const LEARNERS = 10_000
const COHORTS = 100
const CANDIDATES = 1_000
const SAMPLES = 60
const ROLE = 'data-residency-practitioner'

/** Share of everyone enrolled who reached a stage. */
const REACHED = { S0: 1, S1: 0.92, S2: 0.71, S3: 0.6, S4: 0.48, S5: 0.3, S6: 0.12 }

const FILL = [
  `create temporary table bench_people as
     select gen_random_uuid() as id, gen_random_uuid() as enrolment, n, n % ${COHORTS} as cohort from generate_series(1, ${LEARNERS}) n`,
  `create temporary table bench_cohorts as select gen_random_uuid() as id, n from generate_series(0, ${COHORTS - 1}) n`,
  `insert into people (id, email, name, persona, created_at)
     select id, id || '@bench.invalid', 'Bench learner ' || n, 'bench', now() from bench_people`,
  `insert into cohorts (id, programme_id, owner_id, partner_id, names, zone, starts_on, ends_on, freezes_at, created_at)
     select b.id, c.programme_id, c.owner_id, c.partner_id, c.names, c.zone, current_date - 200, current_date - 50, now() - interval '190 days', now()
     from bench_cohorts b, (select * from cohorts order by created_at limit 1) c`,
  `insert into enrolments (id, learner_id, cohort_id, enrolled_at)
     select p.enrolment, p.id, c.id, now() - interval '195 days' from bench_people p join bench_cohorts c on c.n = p.cohort`,
  `insert into cohort_baselines (cohort_id, roster_digest, enrolment_ids, frozen_at)
     select c.id, md5(c.id::text), array_agg(p.enrolment), now() - interval '190 days'
     from bench_cohorts c join bench_people p on p.cohort = c.n group by c.id`,
  ...Object.entries(REACHED).map(
    ([stage, share], index) => `
    insert into stage_events (id, enrolment_id, cohort_id, stage, effect, occurred_at, recorded_at, evidence_ref)
    select gen_random_uuid(), p.enrolment, c.id, '${stage}', 'reached', now() - interval '${180 - index * 20} days', now(), 'bench'
    from bench_people p join bench_cohorts c on c.n = p.cohort where (p.n / ${COHORTS}) % 100 < ${share * 100}`,
  ),
  'analyze',
]

const READY = `
  insert into readiness_events (id, learner_id, role_code, kind, occurred_at, recorded_at, valid_until, evidence_ids)
  select gen_random_uuid(), id, $1, 'reached', now(), now(), now() + interval '300 days', '{}' from unnest($2::uuid[]) as id`
const TOLD = `
  insert into opening_notices (id, opening_id, learner_id, notified_at)
  select gen_random_uuid(), $1, id, now() from unnest($2::uuid[]) as id on conflict do nothing`
const CONSENTS = `
  insert into consents (id, opening_id, learner_id, recipient_id, country, purpose, items, granted_at, ends_at)
  select gen_random_uuid(), o.id, p.id, o.organisation_id, 'JP', o.purpose, '{name,evidence}', now(), now() + interval '100 days'
  from openings o, unnest($2::uuid[]) as p(id) where o.id = $1`

async function timesOf(work: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < SAMPLES; index++) times.push(await timed(() => work(index)))
  return times
}

const DAY = 86_400_000
const day = (offset: number) => new Date(Date.now() + offset * DAY).toISOString().slice(0, 10)

async function openOpening(employer: Client, db: pg.Client): Promise<string> {
  const openingId = randomUUID()
  const { rows } = await db.query<{ id: string }>("select id from organisations where slug = 'asagiri'")
  await employer.mutate('employers.createOpening', {
    ...{ openingId, organisationId: rows[0]!.id, roleCode: ROLE, country: 'JP', title: 'Bench', place: 'Bench' },
    ...{ terms: 'Nothing but a measurement.', purpose: 'To be measured, and nothing else.', closesOn: day(60) },
  })
  return openingId
}

/** From the learner's press until an employer who asks again and again is shown nothing. */
async function withdrawal(site: Site, db: pg.Client, employer: Client, openingId: string): Promise<number> {
  const [learner] = await signInLearners(site, 1)
  const { personId } = await learner!.query<{ personId: string }>('identity.me')
  await db.query(READY, [ROLE, [personId]])
  await db.query(TOLD, [openingId, [personId]])
  const consentId = randomUUID()
  await learner!.mutate('employers.grant', { consentId, openingId, items: ['name'], endsOn: day(30) })
  await employer.mutate('employers.candidate', { consentId })
  return timed(async () => {
    await learner!.mutate('employers.withdraw', { consentId })
    await until(
      () =>
        employer.mutate('employers.candidate', { consentId }).then(
          () => null,
          () => true,
        ),
      'The withdrawal',
    )
  })
}

/** The rooms of managers and employers on 10 000 learners in 100 cohorts. */
export async function measureRooms(site: Site): Promise<void> {
  const db = new pg.Client({ connectionString: site.ownerUrl })
  await db.connect()
  try {
    for (const text of FILL) await db.query(text)
    const personas = await db.query<{ id: string; persona: string }>(
      'select id, persona from people where persona is not null',
    )
    const as = (persona: string) => Client.as(site, personas.rows.find((row) => row.persona === persona)!.id)
    const [manager, employer] = [await as('programme_manager'), await as('employer')]
    const cohorts = await db.query<{ id: string }>('select id from bench_cohorts order by n')
    const funnels = await timesOf((index) =>
      manager.query('outcomes.funnel', { cohortId: cohorts.rows[index % COHORTS]!.id }),
    )
    print('funnel_p95_ms', quantile(funnels, 0.95), 'ms')
    print('overview_p95_ms', quantile(await timesOf(() => manager.query('outcomes.overview')), 0.95), 'ms')

    const openingId = await openOpening(employer, db)
    const people = await db.query<{ id: string }>('select id from bench_people order by n limit $1', [CANDIDATES])
    const ids = people.rows.map(({ id }) => id)
    await db.query(READY, [ROLE, ids])
    await db.query(TOLD, [openingId, ids])
    await db.query(CONSENTS, [openingId, ids])
    const lists = await timesOf((index) => employer.mutate('employers.candidates', { openingId, page: index % 20 }))
    print('candidates_p95_ms', quantile(lists, 0.95), 'ms')

    const [programme] = await manager.query<{ programmeId: string; ownerId: string }[]>('outcomes.releasable')
    const releaseId = randomUUID()
    const releaseMs = await timed(async () => {
      const { programmeId, ownerId } = programme!
      await manager.mutate('outcomes.publishRelease', { programmeId, ownerId, releaseId })
      await until(async () => {
        const sealed = await db.query('select 1 from release_seals where release_id = $1', [releaseId])
        return sealed.rowCount === 0 ? null : true
      }, 'The signature of the release')
    })
    print('release_s', releaseMs / 1000, 's')
    print('withdraw_effective_s', (await withdrawal(site, db, employer, openingId)) / 1000, 's')
  } finally {
    await db.end()
  }
}
