import { hostname } from 'node:os'
import pg from 'pg'
import { GRADING_CHANNEL, type LeasedJob, leaseGradingJob, renewGradingLease } from './assessment/index.ts'
import { gradeJob } from './grade-job.ts'
import {
  createEngine,
  DRAFT_CHANNEL,
  type Engine,
  LiveWorkspaces,
  leaseDraftJob,
  renewDraftLease,
  runDraftJob,
  serveRunner,
} from './labs/runner/index.ts'
import type { Context } from './platform/context.ts'
import { env } from './platform/env.ts'
import { newId } from './platform/ids.ts'
import { listenForStop, onStop } from './platform/lifecycle.ts'
import { log, logFault } from './platform/log.ts'
import { createContext } from './platform/runtime.ts'

listenForStop()
// A promise that nobody waited for belongs to one grading or one workspace, never to all of them.
process.on('unhandledRejection', (error) => logFault('runner.rejection', error))

const CONCURRENT_GRADES = 2
const POLL_MS = 2_000
const RENEW_MS = 4_000

const runnerId = `${hostname()}:${process.pid}:${newId()}`
const system = (): Context => createContext({ kind: 'system', process: 'runner' })

/** One kind of work that waits in the database. */
interface Queue<Job> {
  name: string
  lease: (ctx: Context, runnerId: string) => Promise<Job | null>
  renew: (ctx: Context, job: Job, runnerId: string) => Promise<boolean>
  work: (engine: Engine, job: Job, runnerId: string, context: () => Context, signal: AbortSignal) => Promise<void>
}

const GRADES: Queue<LeasedJob> = {
  name: 'grading',
  lease: leaseGradingJob,
  renew: renewGradingLease,
  work: gradeJob,
}
const DRAFTS: Queue<NonNullable<Awaited<ReturnType<typeof leaseDraftJob>>>> = {
  name: 'drafts',
  lease: leaseDraftJob,
  renew: renewDraftLease,
  work: runDraftJob,
}

/** Does one job, renewing its lease meanwhile; gives up when another runner has taken it or it was cancelled. */
async function workLeased<Job>(queue: Queue<Job>, engine: Engine, job: Job, stopping: AbortSignal): Promise<void> {
  const lost = new AbortController()
  const renewing = setInterval(() => {
    queue.renew(system(), job, runnerId).then(
      (isMine) => isMine || lost.abort(),
      () => {},
    )
  }, RENEW_MS)
  try {
    await queue.work(engine, job, runnerId, system, AbortSignal.any([stopping, lost.signal]))
  } catch (error) {
    if (!lost.signal.aborted) throw error
  } finally {
    clearInterval(renewing)
  }
}

/** Works until told to stop: woken by the database when a job is queued, and by the clock in case a notice was lost. */
async function workForever<Job>(
  queue: Queue<Job>,
  engine: Engine,
  signal: AbortSignal,
  wake: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const job = await queue.lease(system(), runnerId)
      if (job) await workLeased(queue, engine, job, signal)
      else await wake()
    } catch (error) {
      if (signal.aborted) return
      logFault(queue.name, error)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
  }
}

function createWakeUp(): { wait: () => Promise<void>; wakeAll: () => void } {
  let waiting: (() => void)[] = []
  return {
    wait: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, POLL_MS)
        waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
    wakeAll: () => {
      const all = waiting
      waiting = []
      for (const wake of all) wake()
    },
  }
}

/** Listens for queued jobs; a broken connection is made again, and polling covers the gap. */
async function listen(wakeAll: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: env().DATABASE_URL })
    const gone = new Promise<void>((resolve) => {
      client.on('error', () => resolve())
      client.on('end', () => resolve())
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    try {
      client.on('notification', wakeAll)
      await client.connect()
      await client.query(`listen ${GRADING_CHANNEL}; listen ${DRAFT_CHANNEL}`)
      await gone
    } catch (error) {
      logFault('runner.listen', error)
    }
    await client.end().catch(() => {})
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

const engine = createEngine(env().TERAKOYA_DATA)
const capabilities = await engine.driver.capabilities()
if (!capabilities.works) {
  process.stderr.write(`Sandboxes do not start here: ${capabilities.problem ?? 'unknown'}. Run: npm run doctor\n`)
  process.exit(1)
}
const unenforced = Object.entries(capabilities.enforced).filter(([, state]) => state === 'no')
if (env().TERAKOYA_MODE === 'production' && unenforced.length > 0) {
  const names = unenforced.map(([name]) => name).join(', ')
  process.stderr.write(`Production mode needs every sandbox limit; missing here: ${names}. Run: npm run doctor\n`)
  process.exit(1)
}
const live = new LiveWorkspaces(engine, system)
const clientUid = process.env.RUNNER_CLIENT_UID ? Number(process.env.RUNNER_CLIENT_UID) : null
const server = await serveRunner({ engine, live, context: system }, env().RUNNER_SOCKET, clientUid)
const aborter = new AbortController()
const { wait, wakeAll } = createWakeUp()
void listen(wakeAll, aborter.signal)
const graders = [
  ...Array.from({ length: CONCURRENT_GRADES }, () => workForever(GRADES, engine, aborter.signal, wait)),
  // Drafts have one place of their own: they never stand before a learner's grade.
  workForever(DRAFTS, engine, aborter.signal, wait),
]
log('runner.ready', { runnerId })
process.send?.({ type: 'ready' })

let isStopping = false
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  aborter.abort()
  wakeAll()
  server.close()
  await Promise.allSettled([live.close(), ...graders])
  await engine.close()
  process.exit(0)
}
onStop(() => void stop())
