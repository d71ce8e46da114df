import { z } from 'zod'

/** A job of the queue, by its number. */
export const JobInput = z.object({ jobId: z.string().regex(/^\d{1,18}$/) })
export const ExportInput = z.object({ exportId: z.uuid() })
export const EraseInput = z.object({ password: z.string().max(200), revokesCredentials: z.boolean() })
export const KeepInput = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })

/** A host's name or address as a mail server's URL has it: no scheme, no path. */
const Host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$|^\[[0-9a-f:.]+\]$/)

const Purpose = z.enum(['credentials', 'records'])
const Why = z.string().trim().min(5).max(300)

/** An instant, empty for none. */
const OptionalInstant = z
  .union([z.literal(''), z.iso.datetime({ offset: true })])
  .transform((text) => (text === '' ? null : new Date(text)))

export const RotateKeyInput = z.object({
  rotationId: z.uuid(),
  purpose: Purpose,
  reason: Why,
  password: z.string().max(200),
  /** Empty unless the key may have been in other hands from then on. */
  compromisedAt: OptionalInstant,
})
export const ReportCompromiseInput = z.object({
  keyId: z.string().min(1).max(300),
  purpose: Purpose,
  password: z.string().max(200),
  since: OptionalInstant.pipe(z.date()),
})

export const QuotasInput = z.object({ organisationId: z.uuid() })
const QuotaKindInput = z.enum([
  'seats',
  'storage',
  'openLabs',
  'openLabsPerPerson',
  'workspace',
  'submissionsPerDay',
  'waitingGrades',
])
/** The largest number that can be kept and counted: a workspace is at most two gigabytes. */
const MOST: Partial<Record<z.output<typeof QuotaKindInput>, number>> = { workspace: 2_000 }
export const SetQuotaInput = z
  .object({
    quotaId: z.uuid(),
    organisationId: z.uuid().nullable(),
    kind: QuotaKindInput,
    /** Null goes back to what holds without it. */
    value: z.int().min(1).max(1_000_000).nullable(),
    reason: Why,
  })
  .refine(({ kind, value }) => value === null || value <= (MOST[kind] ?? 1_000_000))

export const MaintenanceOrderInput = z.object({ jobId: z.uuid() })
export const BackupOrderInput = MaintenanceOrderInput.extend({ backupId: z.uuid() })
export const ScheduleInput = z.object({
  scheduleId: z.uuid(),
  /** Null: only when somebody asks. */
  hour: z.int().min(0).max(23).nullable(),
  keep: z.int().min(1).max(365),
})

export const DestinationInput = z.object({ destinationId: z.uuid() })
export const AllowDestinationInput = DestinationInput.extend({
  host: Host,
  port: z.coerce.number().int().min(1).max(65_535),
  purpose: z.enum(['mail']),
  reason: z.string().trim().min(5).max(300),
  owner: z.string().trim().min(2).max(120),
})
