import type { Job, Prices, Worst } from './types.ts'

/** What a job may cost at most. */
export function worstOf(job: Job, prices: Prices): Worst {
  if (job.kind === 'buy') return { tokens: 0, rin: job.price, ms: job.ms }
  // A question costs its input, which can be counted, and its answer, which can be bounded.
  return { tokens: null, rin: null, ms: job.ms }
}
