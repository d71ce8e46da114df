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

/** Records that something happened, in the transaction that made it happen. Delivery is at least once. */
export async function emit<Payload extends Record<string, unknown>>(
  ctx: Context,
  event: EventType<Payload>,
  payload: Payload,
): Promise<void> {
  const eventId = newId<'event'>()
  await enqueue(ctx, 'event', { eventId, name: event.name, payload }, { key: `event:${eventId}` })
}

export interface Subscription {
  event: string
  name: string
  handle: (ctx: Context, payload: never) => Promise<void>
}

export function subscribe<Payload extends Record<string, unknown>>(
  event: EventType<Payload>,
  name: string,
  handle: (ctx: Context, payload: Payload) => Promise<void>,
): Subscription {
  return { event: event.name, name, handle }
}
