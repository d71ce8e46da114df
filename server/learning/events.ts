import { defineEvent } from '../platform/events.ts'

export const progressed = defineEvent<{ learnerId: string; activityId: string }>('learning.progressed')
