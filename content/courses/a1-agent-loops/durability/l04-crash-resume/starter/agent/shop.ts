import { request } from 'node:http'
import type { Offer, Order, Shop } from './types.ts'

/** How long an answer is waited for. */
const PATIENCE_MS = 1_000

/** The answer was no: nothing was done. `unavailable` says that it may work later. */
export class Refused extends Error {
  readonly code: string

  constructor({ code, message }: { code: string; message: string }) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** There was no answer. It was done, or it was not. */
export class NoAnswer extends Error {}

/** Asks what stands outside this sandbox. */
export function use(tool: string, args: unknown, patienceMs?: number): Promise<unknown> {
  const { MODEL_SOCKET, MODEL_API_KEY } = process.env
  if (!MODEL_SOCKET) throw new Error('There is no shop here: use Run, Check or Submit.')
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${MODEL_API_KEY}`, 'content-type': 'application/json' }
    const path = `/world/tools/${tool}`
    const sent = request({ socketPath: MODEL_SOCKET, path, method: 'POST', headers, agent: false }, async (answer) => {
      try {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk as Buffer)
        const body = JSON.parse(Buffer.concat(chunks).toString())
        if (answer.statusCode === 200) resolve(body.result)
        else reject(new Refused(body.error))
      } catch {
        reject(new NoAnswer(`${tool}: the answer broke off`))
      }
    })
    sent.on('error', () => reject(new NoAnswer(`${tool}: no answer`)))
    if (patienceMs) sent.setTimeout(patienceMs, () => sent.destroy())
    sent.end(JSON.stringify(args))
  })
}

/** @throws Refused, NoAnswer */
export const shop: Shop = {
  quote: async ({ supplier, article, quantity }) =>
    (await use('quote', { supplier, article, quantity }, PATIENCE_MS)) as Offer,
  order: async (order) => (await use('order', order, PATIENCE_MS)) as Order,
  search: async (supplier) => (await use('search', { supplier }, PATIENCE_MS)) as Order[],
}
