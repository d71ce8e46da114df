import type { Context } from '../platform/context.ts'
import { batchStatement, GENESIS, linkDigest } from './chain.ts'
import { type AuditBatch, countStrayEvents, listBatches, listLinksAfter } from './queries.ts'

export type AuditFault =
  | 'event_missing'
  | 'event_changed'
  | 'link_missing'
  | 'batch_root'
  | 'signature'
  | 'unchained_event'
  | 'key_compromised'

export type AuditVerdict =
  | {
      ok: true
      events: number
      batches: number
      root: string
      /** Batches that a key signed after it was compromised; a later batch of a sound key covers them. */
      doubtful: number
    }
  | { ok: false; fault: AuditFault; position: number; seq: number | null; events: number }

/** Whether `signature` over `message` was made by the key that `keyId` names. */
export type SignatureCheck = (keyId: string, message: string, signature: string) => boolean

const PAGE = 5000

function checkBatch(batch: AuditBatch, root: string, previousRoot: string, check: SignatureCheck): AuditFault | null {
  if (batch.root !== root || batch.previousRoot !== previousRoot) return 'batch_root'
  return check(batch.keyId, batchStatement(batch), batch.signature) ? null : 'signature'
}

/** Recomputes the whole chain and checks every signature; names the first bad link. */
export async function verifyAudit(
  ctx: Context,
  check: SignatureCheck,
  compromisedAt: (keyId: string) => Date | null = () => null,
): Promise<AuditVerdict> {
  const batches = await listBatches(ctx)
  let root = GENESIS
  let batchStart = GENESIS
  let position = 0
  let next = 0
  for (;;) {
    const page = await listLinksAfter(ctx, position, PAGE)
    for (const { link, event } of page) {
      const bad = (fault: AuditFault) => ({
        ok: false as const,
        fault,
        position: position + 1,
        seq: link.seq,
        events: position,
      })
      if (link.position !== position + 1) return bad('link_missing')
      if (!event) return bad('event_missing')
      root = linkDigest(root, event)
      if (root !== link.digest) return bad('event_changed')
      const batch = batches[next]
      if (!batch) return bad('signature')
      if (batch.toPosition === link.position) {
        const fault = checkBatch(batch, root, batchStart, check)
        if (fault) return bad(fault)
        batchStart = root
        next += 1
      }
      position = link.position
    }
    if (page.length < PAGE) break
  }
  if (next !== batches.length)
    return { ok: false, fault: 'link_missing', position: position + 1, seq: null, events: position }
  if ((await countStrayEvents(ctx)) > 0) {
    return { ok: false, fault: 'unchained_event', position: position + 1, seq: null, events: position }
  }
  const isDoubtful = ({ keyId, signedAt }: AuditBatch) => {
    const since = compromisedAt(keyId)
    return since !== null && signedAt >= since
  }
  const lastSound = batches.findLastIndex((batch) => !isDoubtful(batch))
  const uncovered = batches[lastSound + 1]
  if (uncovered)
    return { ok: false, fault: 'key_compromised', position: uncovered.fromPosition, seq: null, events: position }
  return { ok: true, events: position, batches: batches.length, root, doubtful: batches.filter(isDoubtful).length }
}
