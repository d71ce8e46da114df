import { procedure, router } from '../platform/trpc.ts'
import { checkAudit, readAudit } from './read-audit.ts'

export const auditRouter = router({
  read: procedure.query(({ ctx }) => readAudit(ctx)),
  check: procedure.mutation(({ ctx }) => checkAudit(ctx)),
})
