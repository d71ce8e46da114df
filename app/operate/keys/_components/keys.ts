import type { api } from '../../../_trpc/server.ts'

export type Keys = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['keys']>>
export type Purpose = keyof Keys
export type Key = Keys[Purpose]['keys'][number]
