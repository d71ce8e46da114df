import { createHash } from 'node:crypto'

/** Seed n of a proof: the same on every machine, so that a failing one can be repeated. */
export const proofSeed = (number: number) =>
  createHash('sha256').update(`terakoya/proof/${number}`).digest().subarray(0, 16)
