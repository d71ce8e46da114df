import { env } from '../platform/env.ts'
import { procedure, router } from '../platform/trpc.ts'

export const siteRouter = router({
  /** What every page's state line shows. */
  show: procedure.query(() => {
    const { SITE_NAME, SITE_REGION, TERAKOYA_MODE } = env()
    return { name: SITE_NAME, region: SITE_REGION, isEvaluation: TERAKOYA_MODE === 'evaluation' }
  }),
})
