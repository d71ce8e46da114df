import type { api } from '../../_trpc/server.ts'

export type ReadComments = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['comments']>>
