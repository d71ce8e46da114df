import { CohortInput } from '../cohorts/index.ts'
import { isPastBeingWritten } from '../platform/db/past-lock.ts'
import { procedure, router } from '../platform/trpc.ts'
import { AtRiskInput, ProgrammeOfOwnerInput, PublishReleaseInput, ReleaseInput, TimeToStageInput } from './inputs.ts'
import { listAtRisk } from './list-at-risk.ts'
import { listReleasable, previewRelease, publishRelease } from './publish-release.ts'
import { readFunnel, readOverview, readPublicOutcomes } from './read-outcomes.ts'
import { listReleases, recomputeRelease } from './read-releases.ts'
import { readTimeToStage } from './read-time-to-stage.ts'

export const outcomesRouter = router({
  funnel: procedure.input(CohortInput).query(({ ctx, input }) => readFunnel(ctx, input)),
  overview: procedure.query(({ ctx }) => readOverview(ctx)),
  timeToStage: procedure.input(TimeToStageInput).query(({ ctx, input }) => readTimeToStage(ctx, input)),
  atRisk: procedure.input(AtRiskInput).query(({ ctx, input }) => listAtRisk(ctx, input)),
  isFilling: procedure.query(({ ctx }) => isPastBeingWritten(ctx)),
  published: procedure.query(({ ctx }) => readPublicOutcomes(ctx)),
  releasable: procedure.query(({ ctx }) => listReleasable(ctx)),
  previewRelease: procedure.input(ProgrammeOfOwnerInput).query(({ ctx, input }) => previewRelease(ctx, input)),
  publishRelease: procedure.input(PublishReleaseInput).mutation(({ ctx, input }) => publishRelease(ctx, input)),
  releases: procedure.query(({ ctx }) => listReleases(ctx)),
  recomputeRelease: procedure.input(ReleaseInput).query(({ ctx, input }) => recomputeRelease(ctx, input)),
})
