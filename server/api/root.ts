import { assessmentRouter } from '../assessment/index.ts'
import { catalogRouter } from '../catalog/index.ts'
import { cohortsRouter } from '../cohorts/index.ts'
import { identityRouter } from '../identity/index.ts'
import { labsRouter } from '../labs/index.ts'
import { learningRouter } from '../learning/index.ts'
import { createCallerFactory, router } from '../platform/trpc.ts'

export const appRouter = router({
  identity: identityRouter,
  catalog: catalogRouter,
  cohorts: cohortsRouter,
  labs: labsRouter,
  learning: learningRouter,
  assessment: assessmentRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
