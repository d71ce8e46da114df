import type { Ask, Job, Prices, Worst } from './types.ts'

const BYTES_A_TOKEN = 4
const TOKENS_A_MESSAGE = 4

/** What a job may cost at most. */
export function worstOf(job: Job, prices: Prices): Worst {
  if (job.kind === 'buy') return { tokens: 0, rin: job.price, ms: job.ms }
  const { maxOutput, ms } = job
  const input = inputTokens(job)
  return { tokens: input + (maxOutput ?? 0), rin: input * prices.input + (maxOutput ?? 0) * prices.output, ms }
}

function inputTokens({ messages }: Ask): number {
  return messages.reduce(
    (sum, { content }) => sum + TOKENS_A_MESSAGE + Math.ceil(Buffer.byteLength(content) / BYTES_A_TOKEN),
    0,
  )
}
