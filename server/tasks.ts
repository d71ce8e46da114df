import { join } from 'node:path'
import type { JobHelpers, TaskList } from 'graphile-worker'
import { lapseReadiness } from './assessment/index.ts'
import { chainAudit } from './audit/index.ts'
import { freezeDueCohorts } from './cohorts/index.ts'
import { refreshStatusLists, signAgain } from './credentials/index.ts'
import { askConfirmations, mailConfirmation, mailNotice, mailPlacement, mailRefusal } from './employers/index.ts'
import { sendLink } from './identity/index.ts'
import type { Context } from './platform/context.ts'
import { contextAt, deliveryOf } from './platform/events.ts'
import { enqueue } from './platform/jobs.ts'
import { log, logFault } from './platform/log.ts'
import { forgetOldWindows } from './platform/rate-limits.ts'
import { inTransaction } from './platform/transaction.ts'
import {
  activeKeys,
  deleteOldExports,
  eraseLapsed,
  erasePerson,
  KeyStore,
  mailErasure,
  makeExport,
  orderDueBackup,
  rotateKey,
} from './sovereignty/index.ts'
import { subscriptions } from './subscriptions.ts'

interface EventPayload {
  eventId: string
  name: string
  at: string
  payload: Record<string, unknown>
}

/** Every task the worker knows, by name. Each gets a fresh context and leaves one line; a failure is thrown, to be tried again. */
export function createTasks(dataFolder: string, context: () => Context): TaskList {
  const store = new KeyStore(join(dataFolder, 'keys'))
  const { issuerKey, signer } = activeKeys(store)
  const subscribed = subscriptions(issuerKey, signer)
  function task<Payload>(name: string, handle: (ctx: Context, payload: Payload) => Promise<unknown>) {
    return async (payload: unknown, { job }: Partial<JobHelpers>) => {
      const startedAt = performance.now()
      try {
        await handle(context(), payload as Payload)
        log('job', { task: name, ok: true, ms: Math.round(performance.now() - startedAt) })
      } catch (error) {
        logFault('job', error, { task: name, jobId: job?.id })
        throw error
      }
    }
  }
  return {
    event: task('event', (ctx, { eventId, name, at, payload }: EventPayload) =>
      inTransaction(ctx, async (ctx) => {
        for (const { name: subscriber } of subscribed.filter((subscription) => subscription.event === name)) {
          await enqueue(ctx, `${name}→${subscriber}`, { at, payload }, { key: `${eventId}:${subscriber}` })
        }
      }),
    ),
    ...Object.fromEntries(
      subscribed.map(({ event, name, handle, clock }) => {
        const id = `${event}→${name}`
        const deliver = (ctx: Context, job: Record<string, unknown>) => {
          const delivery = deliveryOf(job)
          return handle(contextAt(ctx, clock, delivery), delivery.payload as never)
        }
        return [id, task(id, deliver)]
      }),
    ),
    'identity.sendLink': task('identity.sendLink', sendLink),
    'employers.mailNotice': task('employers.mailNotice', mailNotice),
    'employers.mailPlacement': task('employers.mailPlacement', mailPlacement),
    'employers.mailConfirmation': task('employers.mailConfirmation', mailConfirmation),
    'employers.mailRefusal': task('employers.mailRefusal', mailRefusal),
    'employers.askConfirmations': task('employers.askConfirmations', askConfirmations),
    'cohorts.freezeDue': task('cohorts.freezeDue', freezeDueCohorts),
    'assessment.lapseReadiness': task('assessment.lapseReadiness', lapseReadiness),
    'audit.chain': task('audit.chain', (ctx) => chainAudit(ctx, signer)),
    'sovereignty.makeExport': task('sovereignty.makeExport', makeExport),
    'sovereignty.erasePerson': task('sovereignty.erasePerson', (ctx, payload: { erasureId: string }) =>
      erasePerson(ctx, payload),
    ),
    'sovereignty.eraseLapsed': task('sovereignty.eraseLapsed', eraseLapsed),
    'sovereignty.mailErasure': task('sovereignty.mailErasure', mailErasure),
    'sovereignty.forgetExports': task('sovereignty.forgetExports', deleteOldExports),
    'platform.forgetOldWindows': task('platform.forgetOldWindows', forgetOldWindows),
    'credentials.signAgain': task('credentials.signAgain', (ctx, payload: { keyId: string; since: string }) =>
      signAgain(ctx, payload, issuerKey),
    ),
    'sovereignty.orderDueBackup': task('sovereignty.orderDueBackup', orderDueBackup),
    'sovereignty.rotateKey': task('sovereignty.rotateKey', (ctx, payload: { rotationId: string }) =>
      rotateKey(ctx, payload, store),
    ),
    'credentials.refreshStatusLists': task('credentials.refreshStatusLists', (ctx) =>
      refreshStatusLists(ctx, issuerKey),
    ),
  }
}
