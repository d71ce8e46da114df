import { defineEvent } from '../platform/events.ts'

export const releasePublished = defineEvent<{ releaseId: string }>('outcomes.releasePublished')
