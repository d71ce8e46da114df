import { record } from '../audit/index.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/transaction.ts'
import { insertProof } from './queries.ts'

/** Remembers that a version of a lab was proven in an image, so that its screen can say when. A later proof replaces it. */
export async function recordProof(
  ctx: Context,
  proof: { contentDigest: string; imageDigest: string; seeds: number; provenAt: Date },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await insertProof(ctx, proof)
    const { imageDigest, seeds, provenAt } = proof
    const facts = { contentDigest: proof.contentDigest, imageDigest, seeds, provenAt: provenAt.toISOString() }
    await record(ctx, 'lab.prove', { type: 'content', id: proof.contentDigest }, facts)
  })
}
