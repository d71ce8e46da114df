import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const proofRecord = z.strictObject({
  code: z.string(),
  /** See `proofDigest`: another one now means that the lab is not proven any more. */
  digest: z.string(),
  /** Of the image that it was proven in. */
  imageDigest: z.string(),
  seeds: z.int().min(1),
  provenAt: z.iso.datetime(),
})
const proofRecords = z.record(z.uuid(), proofRecord)

export type ProofRecord = z.infer<typeof proofRecord>

const fileOf = (contentDir: string) => join(contentDir, 'proofs.json')

/** Which labs of a content folder were proven, by id. They are shipped with it. */
export function readProofRecords(contentDir: string): Record<string, ProofRecord> {
  const file = fileOf(contentDir)
  return existsSync(file) ? proofRecords.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

/** Writes one record beside the others, in the order of codes. */
export function writeProofRecord(contentDir: string, id: string, proven: ProofRecord): void {
  const records = Object.entries({ ...readProofRecords(contentDir), [id]: proven })
  const sorted = Object.fromEntries(records.sort(([, a], [, b]) => (a.code < b.code ? -1 : 1)))
  writeFileSync(fileOf(contentDir), `${JSON.stringify(sorted, null, 2)}\n`)
}
