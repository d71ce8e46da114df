import { createHmac, randomBytes } from 'node:crypto'

/** 128 random bits, drawn when an attempt opens and shown to nobody. */
export function drawSeed(): Buffer {
  return randomBytes(16)
}

/** Derives what the learner is shown. */
export function paramsKey(seed: Buffer): Buffer {
  return createHmac('sha256', seed).update('terakoya/params/v1').digest()
}

/** What new submissions get. */
export const HIDDEN_KEY_VERSION = 2

/**
 * Derives what only the grader sees, for one submission: what leaks of it helps no other. Version 1, one key for all of an
 * attempt, is kept so that old gradings can be replayed.
 */
export function hiddenKey(seed: Buffer, { id, hiddenKeyVersion }: { id: string; hiddenKeyVersion: number }): Buffer {
  const label = hiddenKeyVersion === 1 ? 'terakoya/hidden/v1' : `terakoya/hidden/v2/${id}`
  return createHmac('sha256', seed).update(label).digest()
}

function weight(seed: Buffer, label: string): string {
  return createHmac('sha256', seed).update(label).digest('hex')
}

/** The same items in an order that only the seed decides. */
export function seededOrder<T>(seed: Buffer, stream: string, items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, weight: weight(seed, `${stream}:${nameOf(item)}`) }))
    .sort((a, b) => (a.weight < b.weight ? -1 : 1))
    .map(({ item }) => item)
}
