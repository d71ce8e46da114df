import { procedure, router } from '../platform/trpc.ts'
import { readHealth } from './read-health.ts'

export const sovereigntyRouter = router({
  health: procedure.query(({ ctx }) => readHealth(ctx)),
})
