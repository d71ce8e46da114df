import type { Context } from './context.ts'
import { newId } from './ids.ts'
import { enqueue } from './jobs.ts'

/** An event a domain declares in its events.ts. Higher domains subscribe in server/subscriptions.ts. */
export interface EventType<Payload extends Record<string, unknown>> {
  name: string
  readonly __payload?: Payload
}

export function defineEvent<Payload extends Record<string, unknown>>(name: string): EventType<Payload> {
  return { name }
}

/** Records that something happened, and when, in the transaction that made it happen. Delivery is at least once. */
export async function emit<Payload extends Record<string, unknown>>(
  ctx: Context,
  event: EventType<Payload>,
  payload: Payload,
): Promise<void> {
  const eventId = newId<'event'>()
  const at = ctx.now.toISOString()
  await enqueue(ctx, 'event', { eventId, name: event.name, at, payload }, { key: `event:${eventId}` })
}

export interface Subscription {
  event: string
  name: string
  handle: (ctx: Context, payload: never) => Promise<void>
  clock: Clock
}

/**
 * What `ctx.now` is to a handler. `event`: when it happened, so that a late or repeated delivery counts at its own time.
 * `handling`: the moment of the delivery, for what is signed, told or judged then.
 */
export type Clock = 'event' | 'handling'

/** What a subscriber's job holds. */
export interface Delivery {
  /** Null for a job that was queued before events carried their time. */
  at: string | null
  payload: Record<string, unknown>
}

export function deliveryOf(job: Record<string, unknown>): Delivery {
  const { at, payload } = job
  const isDelivery = typeof at === 'string' && typeof payload === 'object' && payload !== null
  return isDelivery ? { at, payload: payload as Record<string, unknown> } : { at: null, payload: job }
}

/** The context of a handler: the same, at the time that its clock shows. */
export function contextAt(ctx: Context, clock: Clock, { at }: Delivery): Context {
  return clock === 'handling' || at === null ? ctx : { ...ctx, now: new Date(at), handledAt: ctx.now }
}

export function subscribe<Payload extends Record<string, unknown>>(
  event: EventType<Payload>,
  name: string,
  handle: (ctx: Context, payload: Payload) => Promise<void>,
  clock: Clock = 'event',
): Subscription {
  return { event: event.name, name, handle, clock }
}
