import { procedure, router } from '../platform/trpc.ts'
import { freezeCohort } from './freeze-cohort.ts'
import { CohortInput } from './inputs.ts'
import { listCohorts, readCohort } from './read-cohorts.ts'

export const cohortsRouter = router({
  list: procedure.query(({ ctx }) => listCohorts(ctx)),
  show: procedure.input(CohortInput).query(({ ctx, input }) => readCohort(ctx, input)),
  freeze: procedure.input(CohortInput).mutation(({ ctx, input }) => freezeCohort(ctx, input)),
})
