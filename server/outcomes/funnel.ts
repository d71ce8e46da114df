import type { Stage } from './schema.ts'

export const STAGES = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6'] as const satisfies readonly Stage[]
