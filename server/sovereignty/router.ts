import { procedure, router } from '../platform/trpc.ts'
import { allowDestination, endDestination, readEgress } from './egress.ts'
import { downloadExport, readExport, requestExport } from './export-person.ts'
import * as inputs from './inputs.ts'
import { orderBackup, orderRehearsal, orderVerification, readBackups, setSchedule } from './maintenance.ts'
import { discardJob, readQueuesOfSite, retryJob } from './manage-queues.ts'
import { readQuotas, readQuotasOf, setQuota } from './quotas.ts'
import { readHealth } from './read-health.ts'
import { readIssuerDocument, readKeys } from './read-keys.ts'
import { readUpgrade } from './read-upgrade.ts'
import { keepAccount, readErasure, requestErasure } from './request-erasure.ts'
import { reportCompromise, requestRotation } from './rotate-key.ts'

export const sovereigntyRouter = router({
  egress: procedure.query(({ ctx }) => readEgress(ctx)),
  allowDestination: procedure
    .input(inputs.AllowDestinationInput)
    .mutation(({ ctx, input }) => allowDestination(ctx, input)),
  endDestination: procedure.input(inputs.DestinationInput).mutation(({ ctx, input }) => endDestination(ctx, input)),
  queues: procedure.query(({ ctx }) => readQueuesOfSite(ctx)),
  retryJob: procedure.input(inputs.JobInput).mutation(({ ctx, input }) => retryJob(ctx, input)),
  discardJob: procedure.input(inputs.JobInput).mutation(({ ctx, input }) => discardJob(ctx, input)),
  quotas: procedure.query(({ ctx }) => readQuotas(ctx)),
  quotasOf: procedure.input(inputs.QuotasInput).query(({ ctx, input }) => readQuotasOf(ctx, input)),
  setQuota: procedure.input(inputs.SetQuotaInput).mutation(({ ctx, input }) => setQuota(ctx, input)),
  backups: procedure.query(({ ctx }) => readBackups(ctx)),
  orderBackup: procedure.input(inputs.MaintenanceOrderInput).mutation(({ ctx, input }) => orderBackup(ctx, input)),
  orderVerification: procedure
    .input(inputs.BackupOrderInput)
    .mutation(({ ctx, input }) => orderVerification(ctx, input)),
  setSchedule: procedure.input(inputs.ScheduleInput).mutation(({ ctx, input }) => setSchedule(ctx, input)),
  upgrade: procedure.query(({ ctx }) => readUpgrade(ctx)),
  orderRehearsal: procedure
    .input(inputs.MaintenanceOrderInput)
    .mutation(({ ctx, input }) => orderRehearsal(ctx, input)),
  keys: procedure.query(({ ctx }) => readKeys(ctx)),
  issuer: procedure.query(({ ctx }) => readIssuerDocument(ctx)),
  rotateKey: procedure.input(inputs.RotateKeyInput).mutation(({ ctx, input }) => requestRotation(ctx, input)),
  reportCompromise: procedure
    .input(inputs.ReportCompromiseInput)
    .mutation(({ ctx, input }) => reportCompromise(ctx, input)),
  health: procedure.query(({ ctx }) => readHealth(ctx)),
  requestExport: procedure.mutation(({ ctx }) => requestExport(ctx)),
  readExport: procedure.query(({ ctx }) => readExport(ctx)),
  downloadExport: procedure.input(inputs.ExportInput).mutation(({ ctx, input }) => downloadExport(ctx, input)),
  requestErasure: procedure.input(inputs.EraseInput).mutation(({ ctx, input }) => requestErasure(ctx, input)),
  readErasure: procedure.input(inputs.KeepInput).query(({ ctx, input }) => readErasure(ctx, input)),
  keepAccount: procedure.input(inputs.KeepInput).mutation(({ ctx, input }) => keepAccount(ctx, input)),
})
