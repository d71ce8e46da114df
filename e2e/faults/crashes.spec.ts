import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ApiClient } from '../fixtures/api.ts'
import { LiveChannel } from '../fixtures/live-channel.ts'
import { createLearner, createPerson } from '../fixtures/people.ts'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import { site, useSite } from '../fixtures/site.ts'
import { activitiesOf, eventually, saveSolution, waitForGrade } from '../fixtures/solution.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { createDraft, readDraft } from '../fixtures/studio.ts'
import { expect, test } from '../fixtures/test.ts'

test.describe.configure({ mode: 'serial' })

const DATA = dataFolderFor('crashes')
let child: ChildProcess | undefined

test.beforeAll(async () => {
  rmSync(DATA, { recursive: true, force: true })
  const started = await startSite({ port: PORTS.crashes, dataFolder: DATA })
  child = started.child
  await useSite(started.site)
})
test.afterAll(async () => {
  await useSite(null)
  if (child) await stopSite(child)
  rmSync(DATA, { recursive: true, force: true })
})

/** The process of a role now: it changes when it was killed and started again. */
function pidOf(name: 'web' | 'worker' | 'runner'): number {
  const entry = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const isNode = command[0]?.endsWith('/node') && command.some((part) => part.endsWith(`server/${name}.ts`))
      return isNode && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TERAKOYA_DATA=${DATA}\0`)
    } catch {
      return false
    }
  })
  if (!entry) throw new Error(`No ${name} process runs`)
  return Number(entry)
}

async function openLab(): Promise<{ learner: ApiClient; workspaceId: string }> {
  const learner = await ApiClient.as((await createLearner()).id)
  const lab = (await activitiesOf(learner)).find((activity) => activity.kind === 'lab')!
  const { workspaceId } = await learner.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: lab.id })
  return { learner, workspaceId }
}

async function reopen(learner: ApiClient, workspaceId: string): Promise<LiveChannel> {
  return eventually(async () => {
    const channel = LiveChannel.open(learner, workspaceId)
    const ready = channel.hear((message) => message.type === 'ready').then(() => channel)
    ready.catch(() => {})
    return Promise.race([ready, channel.closed.then(() => null)])
  })
}

test('a runner killed while it grades delays the grade and changes nothing else', async () => {
  const { learner, workspaceId } = await openLab()
  await saveSolution(learner, workspaceId)
  const { submissionId } = await learner.mutate<{ submissionId: string }>('assessment.submit', {
    submitId: randomUUID(),
    workspaceId,
  })
  await eventually(async () =>
    (await learner.query<{ state: string }>('assessment.submissionState', { submissionId })).state === 'grading'
      ? true
      : null,
  )
  process.kill(pidOf('runner'), 'SIGKILL')
  expect(await waitForGrade(learner, submissionId)).toMatchObject({ state: 'graded', score: 100, isPassed: true })
})

test('a runner killed while it proves a lab delays the proof, which is then of all its gradings', async () => {
  const author = await ApiClient.as((await createPerson({ role: 'instructor', organisation: 'kawasemi' })).id)
  const { draftId } = await createDraft(author)
  await author.mutate('studio.start', { draftId, jobId: randomUUID(), kind: 'prove' })
  const job = async () => (await readDraft(author, draftId)).jobs[0]!
  await eventually(async () => ((await job()).progress?.done ? true : null))
  process.kill(pidOf('runner'), 'SIGKILL')
  const ended = await eventually(async () => ((await job()).state === 'finished' ? job() : null))
  expect(ended).toMatchObject({
    ...{ outcome: 'done', isProven: true, progress: { done: 10, total: 10 } },
  })
})

test('a runner killed during Run says so, and what the terminal wrote before is still there', async () => {
  const { learner, workspaceId } = await openLab()
  const before = LiveChannel.open(learner, workspaceId)
  await before.hear((message) => message.type === 'ready')
  before.send({ type: 'terminal.open', cols: 80, rows: 24 })
  before.send({ type: 'terminal.data', data: 'printf kept > from-terminal.txt\r' })
  await before.hear(
    (message) => message.type === 'files.changed' && JSON.stringify(message.files).includes('from-terminal.txt'),
  )
  before.send({ type: 'run' })
  await before.hear((message) => message.type === 'run.started')
  process.kill(pidOf('runner'), 'SIGKILL')
  expect(await before.closed).toBe(4503)

  const after = await reopen(learner, workspaceId)
  expect(await learner.query('labs.file', { workspaceId, path: 'from-terminal.txt' })).toMatchObject({
    content: 'kept',
  })
  after.send({ type: 'terminal.open', cols: 80, rows: 24 })
  after.send({ type: 'terminal.data', data: 'cat from-terminal.txt; echo; echo done-$((1+1))\r' })
  await after.hear((message) => message.type === 'terminal.data' && String(message.data).includes('kept'))
  after.send({ type: 'run' })
  await after.hear((message) => message.type === 'run.exited')
  after.close()
})

test('what the terminal wrote but nobody stored before the runner was killed is stored when it is back', async () => {
  const { learner, workspaceId } = await openLab()
  const before = LiveChannel.open(learner, workspaceId)
  await before.hear((message) => message.type === 'ready')
  before.send({ type: 'terminal.open', cols: 80, rows: 24 })
  before.send({ type: 'terminal.data', data: 'printf "%s" late > late.txt; echo wrote-$((40+2))\r' })
  await before.hear((message) => message.type === 'terminal.data' && String(message.data).includes('wrote-42'))
  process.kill(pidOf('runner'), 'SIGKILL')
  await before.closed
  const after = await reopen(learner, workspaceId)
  await eventually(async () => {
    const read = await learner.call('query', 'labs.file', { workspaceId, path: 'late.txt' })
    return read.ok && (read.data as { content: string }).content === 'late' ? true : null
  })
  after.close()
})

/** Saves as the editor's outbox does: the same save again and again until it is acknowledged. */
async function saveUntilAcknowledged(
  learner: ApiClient,
  workspaceId: string,
  path: string,
  content: string,
  baseRevision: number,
): Promise<number> {
  const saveId = randomUUID()
  return eventually(async () => {
    const result = await learner
      .call('mutation', 'labs.save', { saveId, workspaceId, path, content, baseRevision })
      .catch(() => null)
    return result?.ok ? (result.data as { revision: number }).revision : null
  })
}

test('a database killed under load loses nothing that was acknowledged', async () => {
  const { learner, workspaceId } = await openLab()
  const [postmaster] = readFileSync(join(site().dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const writers = [1, 2, 3].map(async (writer) => {
    let revision = 0
    for (let n = 1; n <= 15; n++) {
      if (writer === 1 && n === 5) process.kill(Number(postmaster), 'SIGKILL')
      revision = await saveUntilAcknowledged(learner, workspaceId, `writer-${writer}.txt`, `version ${n}`, revision)
    }
  })
  await Promise.all(writers)
  for (const writer of [1, 2, 3]) {
    expect(await learner.query('labs.file', { workspaceId, path: `writer-${writer}.txt` })).toMatchObject({
      content: 'version 15',
    })
    const history = await learner.query<unknown[]>('labs.history', { workspaceId, path: `writer-${writer}.txt` })
    expect(history.length).toBe(15)
  }
})

test('web and worker killed come back by themselves, and a session stays valid', async () => {
  const { learner, workspaceId } = await openLab()
  process.kill(pidOf('worker'), 'SIGKILL')
  process.kill(pidOf('web'), 'SIGKILL')
  await eventually(async () =>
    learner.query('labs.workspace', { workspaceId }).then(
      () => true,
      () => null,
    ),
  )
  await saveSolution(learner, workspaceId)
  const { submissionId } = await learner.mutate<{ submissionId: string }>('assessment.submit', {
    submitId: randomUUID(),
    workspaceId,
  })
  expect(await waitForGrade(learner, submissionId)).toMatchObject({ state: 'graded', score: 100 })
  await eventually(async () => {
    const { evidence } = await learner.query<{ evidence: unknown[] }>('assessment.listResults')
    return evidence.length > 0 ? true : null
  })
})
