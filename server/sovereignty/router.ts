import { procedure, router } from '../platform/trpc.ts'
import { allowDestination, endDestination, readEgress } from './egress.ts'
import { downloadExport, readExport, requestExport } from './export-person.ts'
import * as inputs from './inputs.ts'
import { readHealth } from './read-health.ts'

export const sovereigntyRouter = router({
  egress: procedure.query(({ ctx }) => readEgress(ctx)),
  allowDestination: procedure
    .input(inputs.AllowDestinationInput)
    .mutation(({ ctx, input }) => allowDestination(ctx, input)),
  endDestination: procedure.input(inputs.DestinationInput).mutation(({ ctx, input }) => endDestination(ctx, input)),
  health: procedure.query(({ ctx }) => readHealth(ctx)),
  requestExport: procedure.mutation(({ ctx }) => requestExport(ctx)),
  readExport: procedure.query(({ ctx }) => readExport(ctx)),
  downloadExport: procedure.input(inputs.ExportInput).mutation(({ ctx, input }) => downloadExport(ctx, input)),
})
