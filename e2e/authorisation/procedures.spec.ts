import { randomUUID } from 'node:crypto'
import { ApiClient } from '../fixtures/api.ts'
import { createCohortRoom } from '../fixtures/cohort-room.ts'
import { openExam } from '../fixtures/exam.ts'
import { createMarket } from '../fixtures/market.ts'
import { observe } from '../fixtures/observation.ts'
import { createLearner, createPerson, organisationId, persona, query } from '../fixtures/people.ts'
import { listProcedures } from '../fixtures/procedures.ts'
import { publishRoom } from '../fixtures/release.ts'
import { submitForReview } from '../fixtures/review.ts'
import { activitiesOf, certify, eventually } from '../fixtures/solution.ts'
import { publishDraft } from '../fixtures/studio.ts'
import { expect, test } from '../fixtures/test.ts'
import { RULES } from './procedure-rules.ts'
import { SAVE } from './rules-of-work.ts'
import { ACTORS, type ActorName, type Rule, type World } from './world.ts'

/** Outside one's scope things do not exist; a link that was never drawn is as good as expired. */
const CLOSED = new Set(['not_found', 'unauthenticated', 'expired'])

/** Grades that wait in a cohort which somebody teaches and nobody else works in. */
async function holdFor(instructorId: string, activityId: string): Promise<World['held']> {
  const [cohortId, holdId] = [randomUUID(), randomUUID()]
  await query(
    `insert into cohorts (id, programme_id, owner_id, partner_id, names, zone, starts_on, ends_on, freezes_at, created_at)
     select $1, programme_id, owner_id, partner_id, names, zone, starts_on, ends_on, freezes_at, now()
     from cohorts order by created_at limit 1`,
    [cohortId],
  )
  await query(
    "insert into assignments (id, person_id, cohort_id, kind, assigned_at) values ($1, $2, $3, 'instructor', now())",
    [randomUUID(), instructorId, cohortId],
  )
  await query('insert into grade_holds (id, cohort_id, activity_id, held_at, held_by) values ($1, $2, $3, now(), $4)', [
    ...[holdId, cohortId, activityId, instructorId],
  ])
  return { holdId, cohortId }
}

async function prepare(): Promise<{ world: World; ids: Record<ActorName, string | null> }> {
  const named = async (name: ActorName) => (await persona(name)).id
  const victim = await createLearner()
  const ids: Record<ActorName, string | null> = {
    anonymous: null,
    outsider: (await createPerson({ role: 'learner' })).id,
    classmate: (await createLearner()).id,
    victim: victim.id,
    instructor: await named('instructor'),
    otherInstructor: (await createPerson({ role: 'instructor', organisation: 'kawasemi' })).id,
    proctor: await named('proctor'),
    otherProctor: (await createPerson({ role: 'proctor', organisation: 'musashino' })).id,
    assessor: await named('assessor'),
    otherAssessor: (await createPerson({ role: 'assessor', organisation: 'musashino' })).id,
    programme_manager: await named('programme_manager'),
    otherManager: (await createPerson({ role: 'programme_manager' })).id,
    partner_manager: await named('partner_manager'),
    otherPartner: (await createPerson({ role: 'partner_manager' })).id,
    employer: await named('employer'),
    auditor: await named('auditor'),
    operator: await named('operator'),
  }
  const learner = await ApiClient.as(victim.id)
  const activities = await activitiesOf(learner)
  const of = (kind: string) => activities.find((activity) => activity.kind === kind)!.id
  const lab = await learner.mutate<{ workspaceId: string; attemptId: string }>('assessment.openLab', {
    activityId: of('lab'),
  })
  const file = { workspaceId: lab.workspaceId, path: SAVE.path }
  const given = await learner.query<{ revision: number }>('labs.file', file)
  const { revision } = await learner.mutate<{ revision: number }>('labs.save', {
    ...{ ...file, saveId: randomUUID(), content: 'first', baseRevision: given.revision },
  })
  const earlier = await learner.mutate<{ submissionId: string }>('assessment.submit', {
    ...{ submitId: randomUUID(), workspaceId: lab.workspaceId },
  })
  const certified = await certify(learner, await ApiClient.as(ids.proctor))
  const waiting = await learner.mutate<{ attemptId: string }>('assessment.requestProctored', { activityId: of('lab') })
  const [cohort] = await query<{ id: string }>('select id from cohorts order by created_at limit 1')
  const spareCohortId = randomUUID()
  await query(
    `insert into cohorts select $1, programme_id, owner_id, partner_id, names, zone, starts_on, ends_on, freezes_at, now() from cohorts where id = $2`,
    [spareCohortId, cohort!.id],
  )
  const observed = await observe(victim.id)
  const market = await createMarket(victim.id)
  const room = await createCohortRoom()
  const draft = await publishDraft(await ApiClient.as(ids.instructor))
  const commentId = randomUUID()
  const comment = { submissionId: certified.submissionId, commentId, text: 'See the rule.' }
  await (await ApiClient.as(ids.instructor)).mutate('assessment.writeComment', comment)
  const [key] = await query<{ key_id: string }>('select key_id from issuer_keys where retired_at is null')
  const backupId = randomUUID()
  await query(
    `insert into backups (id, taken_at, trigger, file, bytes, digest, tables, rows, migrations, version) values ($1, now(), 'command', '/elsewhere.tar', 1, 'x', 1, 1, 1, '0')`,
    [backupId],
  )
  const world: World = {
    victim: {
      id: victim.id,
      workspaceId: lab.workspaceId,
      revision,
      practiceId: lab.attemptId,
      waitingAttemptId: waiting.attemptId,
      ...certified,
      ...observed,
    },
    cohortId: cohort!.id,
    spareCohortId,
    room,
    draft,
    releaseId: await publishRoom(room),
    issuerKeyId: key!.key_id,
    backupId,
    commentId,
    earlierId: earlier.submissionId,
    noticeId: await eventually(async () => {
      const [row] = await query<{ id: string }>(
        "select id from notices where person_id = $1 and kind = 'comment_written'",
        [victim.id],
      )
      return row?.id ?? null
    }),
    held: await holdFor(ids.otherInstructor!, of('quiz')),
    market,
    exam: await openExam(learner),
    review: await submitForReview(victim.id),
    activities: { lesson: of('lesson'), quiz: of('quiz'), lab: of('lab') },
    organisationId: await organisationId('kawasemi'),
  }
  return { world, ids }
}

function isAllowed(rule: Rule, actor: ActorName): boolean {
  if (rule.allowed === 'everyone') return true
  if (rule.allowed === 'signed in') return actor !== 'anonymous'
  return rule.allowed.includes(actor)
}

test('every procedure stands in the table, and nothing else does', () => {
  expect(Object.keys(RULES).toSorted()).toEqual(
    listProcedures()
      .map(({ path }) => path)
      .toSorted(),
  )
})

test('every procedure answers exactly those it should, person by person', async () => {
  const { world, ids } = await prepare()
  const wrong: string[] = []
  for (const { path, kind } of listProcedures()) {
    const rule = RULES[path]!
    // The refused first: what the allowed change must not be what refuses the others.
    for (const actor of ACTORS.filter((name) => !rule.skip?.includes(name)).toSorted(
      (a, b) => Number(isAllowed(rule, a)) - Number(isAllowed(rule, b)),
    )) {
      const client = await ApiClient.as(ids[actor])
      const result = await client.call(kind, path, rule.input?.(world))
      const said = result.ok ? 'ok' : result.refusal.code
      const isClosed = !result.ok && CLOSED.has(result.refusal.code)
      if (isClosed === isAllowed(rule, actor) || said === 'fault' || said === 'invalid_input')
        wrong.push(`${path} as ${actor}: ${said}`)
    }
  }
  expect(wrong).toEqual([])
})

test('what the victim owns is unchanged by everybody who was refused', async () => {
  const victim = await createLearner()
  const learner = await ApiClient.as(victim.id)
  const lab = (await activitiesOf(learner)).find((activity) => activity.kind === 'lab')!
  const { workspaceId } = await learner.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  const read = () =>
    query('select path, blob_digest, revision from workspace_files where workspace_id = $1 order by path', [
      workspaceId,
    ])
  const before = await read()
  const thief = await ApiClient.as((await createLearner()).id)
  for (const [path, input] of [
    ['labs.save', { ...SAVE, baseRevision: 1, saveId: randomUUID(), workspaceId }],
    ['labs.reset', { workspaceId }],
    ['assessment.submit', { submitId: randomUUID(), workspaceId }],
  ] as const) {
    expect(await thief.call('mutation', path, input)).toMatchObject({
      ok: false,
      refusal: { status: 404, code: 'not_found' },
    })
  }
  expect(await read()).toEqual(before)
})
