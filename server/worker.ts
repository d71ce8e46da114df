import { createHash, createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker'
import { lapseReadiness } from './assessment/index.ts'
import { chainAudit, type Signer } from './audit/index.ts'
import { freezeDueCohorts } from './cohorts/index.ts'
import { refreshStatusLists } from './credentials/index.ts'
import { sendLink } from './identity/index.ts'
import type { Context } from './platform/context.ts'
import { env } from './platform/env.ts'
import { enqueue } from './platform/jobs.ts'
import { listenForStop, onStop } from './platform/lifecycle.ts'
import { log, logFault } from './platform/log.ts'
import { forgetOldWindows } from './platform/rate-limits.ts'
import { createContext } from './platform/runtime.ts'
import { inTransaction } from './platform/transaction.ts'
import type { StoredKey } from './standards/open-badges/index.ts'
import { subscriptions } from './subscriptions.ts'

listenForStop()

const keys = join(env().TERAKOYA_DATA, 'keys')
const issuerKey: StoredKey = JSON.parse(readFileSync(join(keys, 'issuer.json'), 'utf8'))
const auditPem = readFileSync(join(keys, 'audit.pem'), 'utf8')
const auditKey = createPrivateKey(auditPem)
const auditSigner: Signer = {
  keyId: readFileSync(join(keys, 'audit.id'), 'utf8').trim(),
  sign: (message) => sign(null, Buffer.from(message), auditKey).toString('base64url'),
}

const system = (): Context => createContext({ kind: 'system', process: 'worker' })
const subscribed = subscriptions(
  () => issuerKey,
  () => auditSigner,
)

interface EventPayload {
  eventId: string
  name: string
  payload: Record<string, unknown>
}

/** Every task gets a fresh context and leaves one line; a failure is thrown so that the job is tried again. */
function task<Payload>(name: string, handle: (ctx: Context, payload: Payload) => Promise<unknown>) {
  return async (payload: unknown) => {
    const startedAt = performance.now()
    const ctx = system()
    try {
      await handle(ctx, payload as Payload)
      log('job', { task: name, ok: true, ms: Math.round(performance.now() - startedAt) })
    } catch (error) {
      logFault('job', error, { task: name })
      throw error
    }
  }
}

const taskList: TaskList = {
  event: task('event', (ctx, { eventId, name, payload }: EventPayload) =>
    inTransaction(ctx, async (ctx) => {
      for (const { name: subscriber } of subscribed.filter((subscription) => subscription.event === name)) {
        await enqueue(ctx, `${name}→${subscriber}`, payload, { key: `${eventId}:${subscriber}` })
      }
    }),
  ),
  ...Object.fromEntries(
    subscribed.map(({ event, name, handle }) => {
      const id = `${event}→${name}`
      return [id, task(id, handle as (ctx: Context, payload: unknown) => Promise<void>)]
    }),
  ),
  'identity.sendLink': task('identity.sendLink', sendLink),
  'cohorts.freezeDue': task('cohorts.freezeDue', freezeDueCohorts),
  'assessment.lapseReadiness': task('assessment.lapseReadiness', lapseReadiness),
  'audit.chain': task('audit.chain', (ctx) => chainAudit(ctx, auditSigner)),
  'platform.forgetOldWindows': task('platform.forgetOldWindows', forgetOldWindows),
  'credentials.refreshStatusLists': task('credentials.refreshStatusLists', (ctx) => refreshStatusLists(ctx, issuerKey)),
}

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') log('worker.error', { message })
})

const runner = await run({
  connectionString: env().DATABASE_URL,
  concurrency: 4,
  noHandleSignals: true,
  pollInterval: 1_000,
  logger: quiet,
  taskList,
  parsedCronItems: parseCronItems([
    { task: 'audit.chain', match: '* * * * *', options: { jobKey: 'audit.chain' } },
    { task: 'assessment.lapseReadiness', match: '7 * * * *', options: { jobKey: 'lapseReadiness' } },
    { task: 'cohorts.freezeDue', match: '*/5 * * * *', options: { jobKey: 'freezeDue' } },
    { task: 'platform.forgetOldWindows', match: '41 * * * *', options: { jobKey: 'forgetOldWindows' } },
    { task: 'credentials.refreshStatusLists', match: '17 3 * * *', options: { jobKey: 'refreshStatusLists' } },
  ]),
})
log('worker.ready', { keyDigest: createHash('sha256').update(issuerKey.publicKeyMultibase).digest('hex').slice(0, 12) })
process.send?.({ type: 'ready' })

async function stop(): Promise<void> {
  await runner.stop().catch(() => {})
  process.exit(0)
}
onStop(() => void stop())
