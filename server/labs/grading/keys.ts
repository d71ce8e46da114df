import { createHmac } from 'node:crypto'

/** Hex, as the harness takes them. */
export interface AttemptKeys {
  /** Derives what the learner is shown. */
  params: string
  /** Reaches the grader only; null: visible checks only. */
  hidden: string | null
}

/** Splits an attempt's seed into what may be shown and what may not: neither key tells the other or the seed. */
export function deriveKeys(seed: Uint8Array): { params: string; hidden: string } {
  const derive = (label: string) => createHmac('sha256', seed).update(label).digest('hex')
  return { params: derive('terakoya/params/v1'), hidden: derive('terakoya/hidden/v1') }
}
