import { limitRate } from '../platform/rate-limits.ts'
import { procedure, router } from '../platform/trpc.ts'
import { RevokeCredentialInput, ShowCredentialInput, VerifyCredentialInput } from './inputs.ts'
import { listGoals } from './list-goals.ts'
import { listIssued, listMine, showCredential, verifyCredential } from './read-credentials.ts'
import { revokeCredential } from './revoke-credential.ts'

export const credentialsRouter = router({
  listMine: procedure.query(({ ctx }) => listMine(ctx)),
  listGoals: procedure.query(({ ctx }) => listGoals(ctx)),
  listIssued: procedure.query(({ ctx }) => listIssued(ctx)),
  show: procedure.input(ShowCredentialInput).query(({ ctx, input }) => showCredential(ctx, input)),
  /** A mutation so that what is checked travels in a body and stands in no log. */
  verify: procedure.input(VerifyCredentialInput).mutation(async ({ ctx, input }) => {
    await limitRate(ctx, 'verify', { max: 600, windowSeconds: 60 })
    return verifyCredential(ctx, input)
  }),
  revoke: procedure.input(RevokeCredentialInput).mutation(({ ctx, input }) => revokeCredential(ctx, input)),
})
