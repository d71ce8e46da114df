import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { digestOf, type Id, newId } from '../platform/ids.ts'
import { enqueue } from '../platform/jobs.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import { archivePerson } from './archive-person.ts'
import {
  insertExport,
  selectOptionalArchive,
  selectOptionalExport,
  selectOptionalNewestExport,
  updateExport,
} from './export-queries.ts'
import { gatherPerson } from './gather-person.ts'
import type { ExportInput } from './inputs.ts'

const HOURS = 24

/** Asks for a copy of everything about oneself; while one is made, asking again changes nothing. @throws AppError `rate_limited` */
export async function requestExport(ctx: Context): Promise<void> {
  const { personId } = requirePerson(ctx)
  await limitRate(ctx, `export:${personId}`, { max: 10, windowSeconds: 86_400 })
  await inTransaction(ctx, async (ctx) => {
    const id = newId<'personExport'>()
    if (!(await insertExport(ctx, { id, personId, requestedAt: ctx.now, percent: 0 }))) return
    await record(ctx, 'person.export', { type: 'person', id: personId }, { exportId: id })
    await enqueue(ctx, 'sovereignty.makeExport', { exportId: id }, { key: `export:${id}` })
  })
}

/** Makes the archive, in the worker; made again it is the same export with what is known by then. */
export async function makeExport(ctx: Context, payload: { exportId: string }): Promise<void> {
  const id = payload.exportId as Id<'personExport'>
  const wanted = await selectOptionalExport(ctx, id)
  if (!wanted || wanted.readyAt) return
  const person = await gatherPerson(ctx, wanted.personId, (done, parts) =>
    updateExport(ctx, id, { percent: Math.floor((90 * done) / parts) }),
  )
  const bytes = await archivePerson(ctx, person)
  const expiresAt = new Date(ctx.now.getTime() + HOURS * 3_600_000)
  await updateExport(ctx, id, { bytes, digest: digestOf(bytes), percent: 100, readyAt: ctx.now, expiresAt })
}

/** One's newest export: how far it is, or until when it can be fetched; null when there is none. */
export async function readExport(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const newest = await selectOptionalNewestExport(ctx, personId)
  if (!newest) return null
  const { id, percent, readyAt, expiresAt, size, digest } = newest
  return { id, percent, readyAt, expiresAt, size, digest }
}

/** The archive, for the person it is about and nobody else. @throws AppError `not_found` when it is not theirs or its day is over */
export async function downloadExport(ctx: Context, input: z.output<typeof ExportInput>) {
  const { personId } = requirePerson(ctx)
  const archive = await selectOptionalArchive(ctx, personId, input.exportId as Id<'personExport'>)
  if (!archive) throw new AppError('not_found')
  await inTransaction(ctx, (ctx) =>
    record(ctx, 'person.downloadExport', { type: 'person', id: personId }, { exportId: input.exportId }),
  )
  return { file: archive.bytes.toString('base64'), day: archive.readyAt.toISOString().slice(0, 10) }
}
