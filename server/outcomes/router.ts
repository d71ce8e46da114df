import { CohortInput } from '../cohorts/index.ts'
import { procedure, router } from '../platform/trpc.ts'
import { readFunnel, readPublicOutcomes } from './read-outcomes.ts'

export const outcomesRouter = router({
  funnel: procedure.input(CohortInput).query(({ ctx, input }) => readFunnel(ctx, input)),
  published: procedure.query(({ ctx }) => readPublicOutcomes(ctx)),
})
