import { defineEvent } from '../platform/events.ts'

/** A proof of a draft ended, well or not; emitted by the runner in the transaction that stores the result. */
export const draftProved = defineEvent<{ jobId: string }>('labs.draftProved')
