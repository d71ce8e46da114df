import { proofDigest } from '../labs/authoring/proof-digest.ts'
import { readProofRecords } from '../labs/authoring/proof-records.ts'
import { filesOfLab } from '../labs/cli/lab-folder.ts'
import { type LabDefinition, recordProof, selectOptionalProof } from '../labs/index.ts'
import type { Context } from '../platform/context.ts'

export interface PublishedLab {
  definition: LabDefinition
  folder: string
  /** Of the version that was published. */
  digest: string
}

/**
 * Remembers the proofs that are shipped with content, so that a fresh site can say when its labs were proven. A record that no
 * longer fits what is there says nothing, and a proof that the site made itself is kept.
 */
export async function publishProofs(ctx: Context, root: string, labs: readonly PublishedLab[]): Promise<void> {
  const records = readProofRecords(root)
  for (const { definition, folder, digest: contentDigest } of labs) {
    const shipped = records[definition.id]
    if (!shipped || shipped.digest !== proofDigest(filesOfLab(folder), definition.image)) continue
    if (await selectOptionalProof(ctx, contentDigest)) continue
    const { imageDigest, seeds } = shipped
    await recordProof(ctx, { contentDigest, imageDigest, seeds, provenAt: new Date(shipped.provenAt) })
  }
}
