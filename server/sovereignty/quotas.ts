import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { listOrganisations, listSeats, SITE_ORGANISATION, selectOptionalOrganisation } from '../identity/index.ts'
import { callRunner, listStorage, updateMaxBytes } from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import { actorId, type Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import {
  listOwnLimits,
  listQuotaChanges,
  QUOTA_KINDS,
  QUOTAS,
  type QuotaKind,
  readLimits,
  replaceQuota,
} from '../platform/quotas.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { QuotasInput, SetQuotaInput } from './inputs.ts'
import { manageQuotas } from './policy.ts'

const MEGABYTE = 1_000_000

/** What of each limit is used, where that is one number: by an organisation together. */
export type Use = Partial<Record<QuotaKind, number>>

async function readUse(ctx: Context): Promise<(id: Id<'organisation'>) => Use> {
  const [seats, storage, runner] = await Promise.all([
    listSeats(ctx),
    listStorage(ctx),
    callRunner<{ openLabs: Record<string, number> }>('health', {}, 5_000).catch(() => null),
  ])
  return (id) => ({
    ...{ seats: seats.get(id) ?? 0, storage: Math.ceil((storage.get(id) ?? 0) / MEGABYTE) },
    ...(runner ? { openLabs: runner.openLabs[id] ?? 0 } : {}),
  })
}

const ruleOf = (kind: QuotaKind) => ({ kind, of: QUOTAS[kind].of, unit: QUOTAS[kind].unit })

/** The limits of the site, and what each organisation uses of its own. */
export async function readQuotas(ctx: Context) {
  const scope = authorise(ctx, manageQuotas, null)
  const [site, changes, organisations, own, useOf] = await Promise.all([
    readLimits(ctx, null),
    listQuotaChanges(ctx, null),
    listOrganisations(ctx, scope),
    listOwnLimits(ctx),
    readUse(ctx),
  ])
  const limitOf = (id: Id<'organisation'>, kind: QuotaKind) =>
    own.find((row) => row.organisationId === id && row.kind === kind)?.value ?? site[kind].value
  return {
    site: QUOTA_KINDS.map((kind) => ({ ...ruleOf(kind), ...site[kind] })),
    changes,
    organisations: organisations
      .filter(({ id }) => id !== SITE_ORGANISATION)
      .map(({ id, names, kind }) => ({
        ...{ organisationId: id, names, organisationKind: kind, use: useOf(id) },
        limits: { seats: limitOf(id, 'seats'), storage: limitOf(id, 'storage'), openLabs: limitOf(id, 'openLabs') },
        own: own.filter((row) => row.organisationId === id).length,
      })),
  }
}

/** The limits of one organisation, with what it uses and who set what. @throws AppError `not_found` */
export async function readQuotasOf(ctx: Context, input: z.output<typeof QuotasInput>) {
  authorise(ctx, manageQuotas, null)
  const id = input.organisationId as Id<'organisation'>
  const organisation = await selectOptionalOrganisation(ctx, id)
  if (!organisation || id === SITE_ORGANISATION) throw new AppError('not_found')
  const [limits, changes, useOf] = await Promise.all([readLimits(ctx, id), listQuotaChanges(ctx, id), readUse(ctx)])
  const use = useOf(id)
  return {
    ...{ organisationId: id, names: organisation.names, changes },
    limits: QUOTA_KINDS.map((kind) => ({ ...ruleOf(kind), ...limits[kind], used: use[kind] ?? null })),
  }
}

/**
 * Sets a limit of the site or of one organisation, or goes back to what holds without it. What is used already stays, also
 * beyond the limit; only more is refused. The same id again changes nothing.
 * @throws AppError `not_found`
 */
export async function setQuota(ctx: Context, input: z.output<typeof SetQuotaInput>): Promise<void> {
  authorise(ctx, manageQuotas, null)
  const { quotaId, kind, value, reason } = input
  const organisationId = input.organisationId as Id<'organisation'> | null
  await inTransaction(ctx, async (ctx) => {
    const isForeign = organisationId === SITE_ORGANISATION
    if (organisationId && (isForeign || !(await selectOptionalOrganisation(ctx, organisationId))))
      throw new AppError('not_found')
    const id = quotaId as Id<'quota'>
    if (!(await replaceQuota(ctx, { id, kind, organisationId, value, reason, setBy: actorId(ctx.actor) }))) return
    await record(ctx, 'quota.set', { type: 'quota', id }, { kind, organisationId, value })
    if (kind === 'workspace') await resizeWorkspaces(ctx, organisationId)
  })
}

/** Workspaces carry their size, for the runner reads no quotas. */
async function resizeWorkspaces(ctx: Context, organisationId: Id<'organisation'> | null): Promise<void> {
  const { workspace } = await readLimits(ctx, organisationId)
  const except = (await listOwnLimits(ctx)).filter(({ kind }) => kind === 'workspace').map((row) => row.organisationId)
  await updateMaxBytes(ctx, workspace.value * MEGABYTE, organisationId ? { organisationId } : { except })
}
