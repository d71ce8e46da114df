import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { SignerOf } from './audit-key.ts'
import { batchStatement, GENESIS, linkDigest } from './chain.ts'
import { type AuditLink, insertBatch, lockChain, selectOptionalLastLink, takePendingEvents } from './queries.ts'

const BATCH = 1000

/** Chains and signs the waiting events, one batch per transaction. Returns how many events were chained. */
export async function chainAudit(ctx: Context, signerOf: SignerOf): Promise<number> {
  let chained = 0
  for (;;) {
    const count = await inTransaction(ctx, async (ctx) => {
      await lockChain(ctx)
      const events = await takePendingEvents(ctx, BATCH)
      if (events.length === 0) return 0
      const signer = await signerOf(ctx)
      const last = await selectOptionalLastLink(ctx)
      const previousRoot = last?.digest ?? GENESIS
      let position = last?.position ?? 0
      let digest = previousRoot
      const links: AuditLink[] = events.map((event) => {
        position += 1
        digest = linkDigest(digest, event)
        return { position, seq: event.seq, digest }
      })
      const range = { fromPosition: links[0]!.position, toPosition: position, root: digest, previousRoot }
      await insertBatch(ctx, links, {
        ...range,
        events: links.length,
        keyId: signer.keyId,
        signature: signer.sign(batchStatement(range)),
        signedAt: ctx.now,
      })
      return links.length
    })
    chained += count
    if (count < BATCH) return chained
  }
}
