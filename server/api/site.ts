import { env } from '../platform/env.ts'
import { procedure, router } from '../platform/trpc.ts'

/** Name, residency region and mode of this installation: what every page's state line shows. */
export function readSite() {
  const { SITE_NAME, SITE_REGION, TERAKOYA_MODE } = env()
  return { name: SITE_NAME, region: SITE_REGION, isEvaluation: TERAKOYA_MODE === 'evaluation' }
}

export const siteRouter = router({ show: procedure.query(() => readSite()) })
