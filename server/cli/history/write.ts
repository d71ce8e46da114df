import { Logger, runOnce } from 'graphile-worker'
import { createCaller } from '../../api/root.ts'
import { record } from '../../audit/index.ts'
import { listProgrammes } from '../../catalog/index.ts'
import {
  assignPerson,
  createCohort,
  enrolLearner,
  freezeDueCohorts,
  listRoster,
  withdrawLearner,
} from '../../cohorts/index.ts'
import { insertMembership, insertOrganisation, insertPerson } from '../../identity/index.ts'
import { createEngine, LiveWorkspaces, serveRunner } from '../../labs/runner/index.ts'
import type { Actor, Context, Role } from '../../platform/context.ts'
import { createDb, createPool } from '../../platform/db/client.ts'
import { holdPast } from '../../platform/db/past-lock.ts'
import { env } from '../../platform/env.ts'
import { derivedId, type Id, newId } from '../../platform/ids.ts'
import { taskInLane } from '../../platform/jobs.ts'
import { createTasks } from '../../tasks.ts'
import { observe, practise, type Stage, sit, study } from './act.ts'
import { datesOf, datesOfWork, dayOf, leftOnOf } from './calendar.ts'
import { begin, confirm, offer, takeOn } from './hire.ts'
import {
  COHORTS,
  cohortIdOf,
  instructorOf,
  organisationId,
  type PlannedCohort,
  type PlannedLearner,
  personId,
  planLearners,
  STAFF,
} from './plan.ts'

const DAY = 86_400_000
const PARTNERS = {
  hibari: { en: 'Hibari Institute (fictional)', ja: 'ひばり学院(架空)' },
  suzume: { en: 'Suzume Academy (fictional)', ja: 'すずめアカデミー(架空)' },
} as const

interface Step {
  at: Date
  run: () => Promise<void>
}

// Without the start that asked, the database goes away; the next start begins anew.
process.on('disconnect', () => process.exit(1))

const today = new Date()
let clock = new Date(today.getTime() - 500 * DAY)
/** Its jobs and gradings wait apart from those of the site, whose clock is of today. */
const LANE = 'past'
const pool = createPool(env().DATABASE_URL, 6, LANE)
const db = createDb(pool)
const context = (actor: Actor, now: Date): Context => ({ db, now, actor, requestId: newId() })
const system = (at: Date) => context({ kind: 'system', process: 'setup' }, at)
const engine = createEngine(env().TERAKOYA_DATA)
const stage: Stage = {
  engine,
  system,
  as: (role: Role, slug, organisation, at) =>
    context(
      {
        ...{ kind: 'person', personId: personId(slug), sessionId: derivedId<'session'>('evaluation', 'session', slug) },
        memberships: [{ organisationId: organisationId(organisation), role }],
      },
      at,
    ),
}

/** What happened causes what it would have caused, at the time it would have; only letters are not written. */
const tasks = createTasks(env().TERAKOYA_DATA, () => context({ kind: 'system', process: 'worker' }, clock))
const taskList = Object.fromEntries(
  Object.entries(tasks).map(([name, handle]) => [
    taskInLane(LANE, name),
    /mail|sendLink/.test(name) ? async () => {} : handle,
  ]),
)
const logger = new Logger(() => () => {})
async function settle(): Promise<void> {
  await runOnce({ pgPool: pool, taskList, logger, noHandleSignals: true })
}

async function addPerson(slug: string, name: string, role: Role, organisation: string, at: Date): Promise<void> {
  const ctx = system(at)
  const email = `${slug}@evaluation.invalid`
  await insertPerson(ctx, { id: personId(slug), email, name, createdAt: at })
  const membership = { personId: personId(slug), organisationId: organisationId(organisation), role, createdAt: at }
  await insertMembership(ctx, { id: newId(), ...membership })
}

async function addOrganisations(at: Date): Promise<void> {
  for (const [slug, names] of Object.entries(PARTNERS))
    await insertOrganisation(system(at), {
      id: organisationId(slug),
      kind: 'delivery_partner',
      country: 'JP',
      slug,
      names,
      createdAt: at,
    })
  for (const { slug, name, role, organisation } of STAFF) await addPerson(slug, name, role, organisation, at)
}

const nameOf = (slug: string) => STAFF.find((person) => person.slug === slug)!.name

function stepsOfLearner(cohort: PlannedCohort, learner: PlannedLearner, enrolmentId: Id<'enrolment'>): Step[] {
  const at = (days: number) => dayOf(cohort, days, today)
  const steps: Step[] = []
  const { slug, studiesAfter, sitsAfter, observedAfter, withdraws } = learner
  const asLearner = (when: Date) => stage.as('learner', slug, cohort.partner, when)
  if (studiesAfter !== null) steps.push({ at: at(studiesAfter), run: () => study(asLearner(at(studiesAfter))) })
  if (sitsAfter !== null) {
    const when = at(sitsAfter)
    const proctor = stage.as('proctor', 'past-proctor', 'musashino', when)
    steps.push({ at: when, run: () => sit(stage, asLearner(when), proctor, learner.passes) })
  }
  if (observedAfter !== null && sitsAfter !== null) {
    const practised = at(sitsAfter + 1)
    steps.push({ at: practised, run: () => practise(stage, asLearner(practised)) })
    const when = at(observedAfter)
    const assessor = stage.as('assessor', 'past-assessor', 'musashino', when)
    steps.push({ at: when, run: () => observe(assessor, enrolmentId, nameOf('past-assessor')) })
  }
  if (learner.hiredAfter !== null) steps.push(...stepsOfWork(cohort, learner, learner.hiredAfter))
  if (withdraws) {
    const when = at(withdraws.after)
    const eventId = derivedId('evaluation', 'withdrawal', slug)
    const input = {
      enrolmentId,
      eventId,
      on: leftOnOf(when),
      reason: withdraws.reason,
      note: '',
    }
    steps.push({ at: when, run: () => withdrawLearner(system(when), input) })
  }
  return steps
}

/** Taken on, begun ten days later, and asked about at day 90 and 180; what has not come yet is left out. */
function stepsOfWork(cohort: PlannedCohort, { slug, stays }: PlannedLearner, hiredAfter: number): Step[] {
  const employer = (when: Date) => stage.as('employer', 'employer', 'asagiri', when)
  const { hiredAt, begunAt, asked } = datesOfWork(cohort, hiredAfter, today)
  const steps = [
    {
      at: hiredAt,
      run: async () => {
        await takeOn(stage.as('learner', slug, cohort.partner, hiredAt), employer(hiredAt), cohort.slug, slug)
      },
    },
    { at: begunAt, run: () => begin(employer(begunAt), slug) },
    ...asked.map((due, index) => {
      const anybody = context({ kind: 'anonymous' }, due)
      return { at: due, run: () => confirm(system(due), anybody, stays[index]!) }
    }),
  ]
  return steps.filter(({ at }) => at < today)
}

async function openCohort(cohort: PlannedCohort, programmeId: Id<'programme'>): Promise<Step[]> {
  const { enrolledAt, startsOn, freezesOn, frozenAt, opensAt, endsOn } = datesOf(cohort, today)
  const ctx = system(enrolledAt)
  const cohortId = cohortIdOf(cohort)
  await createCohort(ctx, {
    ...{ cohortId, programmeId, ownerId: organisationId('musashino'), partnerId: organisationId(cohort.partner) },
    ...{ names: cohort.names, zone: 'Asia/Tokyo', startsOn, endsOn, freezesOn },
  })
  await assignPerson(ctx, { cohortId, personId: personId(instructorOf(cohort)), kind: 'instructor' })
  await assignPerson(ctx, { cohortId, personId: personId('past-proctor'), kind: 'proctor' })
  await assignPerson(ctx, { cohortId, personId: personId('past-assessor'), kind: 'assessor' })
  const learners = planLearners(cohort)
  for (const { slug, name } of learners) {
    await addPerson(slug, name, 'learner', cohort.partner, ctx.now)
    await enrolLearner(ctx, { cohortId, learnerId: personId(slug) })
  }
  const roster = new Map((await listRoster(ctx, cohortId)).map((row) => [row.learnerId, row.enrolmentId]))
  return [
    { at: opensAt, run: () => offer(stage.as('employer', 'employer', 'asagiri', opensAt), cohort.slug) },
    { at: frozenAt, run: () => freezeDueCohorts(context({ kind: 'system', process: 'worker' }, frozenAt)) },
    ...learners.flatMap((learner) => stepsOfLearner(cohort, learner, roster.get(personId(learner.slug))!)),
  ]
}

/** Steps of one time beside each other, and then what they cause. */
async function play(steps: readonly Step[]): Promise<void> {
  const times = [...Map.groupBy(steps, ({ at }) => at.getTime())].toSorted(([a], [b]) => a - b)
  let done = 0
  for (const [time, group] of times) {
    await Promise.all(group.map(({ run }) => run()))
    clock = new Date(time + 180_000)
    await settle()
    done += group.length
    process.send?.({ type: 'progress', done, total: steps.length })
  }
}

const live = new LiveWorkspaces(engine, () => system(clock))
const server = await serveRunner({ engine, live, context: () => system(clock) }, env().RUNNER_SOCKET, null)
const programme = (await listProgrammes(system(clock))).find(({ slug }) => slug === 'evaluation')
await pool.query(
  'delete from graphile_worker._private_jobs where task_id in (select id from graphile_worker._private_tasks where starts_with(identifier, $1))',
  [taskInLane(LANE, '')],
)
const letGo = await holdPast(pool)
await addOrganisations(clock)
const steps: Step[] = []
for (const cohort of COHORTS) steps.push(...(await openCohort(cohort, programme!.id)))
await play(steps)
clock = new Date()
await tasks['credentials.refreshStatusLists']!({}, {} as never)
await tasks['assessment.lapseReadiness']!({}, {} as never)
await settle()
await createCaller(stage.as('programme_manager', 'programme_manager', 'musashino', clock)).outcomes.publishRelease({
  ...{ releaseId: newId(), programmeId: programme!.id, ownerId: organisationId('musashino') },
})
await settle()
await record(system(clock), 'evaluation.history', { type: 'programme', id: programme!.id }, { steps: steps.length })
server.close()
await live.close()
await engine.close()
letGo()
await pool.end()
process.send?.({ type: 'written', cohorts: COHORTS.length })
process.exit(0)
