import { assessmentRouter } from '../assessment/index.ts'
import { auditRouter } from '../audit/index.ts'
import { catalogRouter } from '../catalog/index.ts'
import { cohortsRouter } from '../cohorts/index.ts'
import { credentialsRouter } from '../credentials/index.ts'
import { employersRouter } from '../employers/index.ts'
import { identityRouter } from '../identity/index.ts'
import { labsRouter, studioRouter } from '../labs/index.ts'
import { learningRouter } from '../learning/index.ts'
import { noticesRouter } from '../notices/index.ts'
import { outcomesRouter } from '../outcomes/index.ts'
import { createCallerFactory, router } from '../platform/trpc.ts'
import { sovereigntyRouter } from '../sovereignty/index.ts'
import { siteRouter } from './site.ts'

export const appRouter = router({
  identity: identityRouter,
  catalog: catalogRouter,
  cohorts: cohortsRouter,
  labs: labsRouter,
  studio: studioRouter,
  learning: learningRouter,
  assessment: assessmentRouter,
  credentials: credentialsRouter,
  employers: employersRouter,
  outcomes: outcomesRouter,
  notices: noticesRouter,
  audit: auditRouter,
  sovereignty: sovereigntyRouter,
  site: siteRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
