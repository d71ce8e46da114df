import { eraseAssessment } from '../assessment/index.ts'
import { record } from '../audit/index.ts'
import { eraseCohorts } from '../cohorts/index.ts'
import { eraseCredentials } from '../credentials/index.ts'
import { eraseEmployers } from '../employers/index.ts'
import { createLink, eraseIdentity, selectOptionalClosedContact } from '../identity/index.ts'
import { eraseLabs } from '../labs/index.ts'
import { eraseNotices } from '../notices/index.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { type Id, newId } from '../platform/ids.ts'
import { sendMail } from '../platform/mail.ts'
import { inTransaction } from '../platform/transaction.ts'
import {
  deleteExportsOf,
  deleteUnreferencedBlobs,
  listLapsedSnapshots,
  lockOptionalErasure,
  markErased,
} from './erase-queries.ts'

async function eraseRows(ctx: Context, personId: Id<'person'>, id: Id<'erasure'>, revokes: boolean): Promise<number> {
  const kept = await eraseCredentials(ctx, personId, revokes)
  const contents = [...(await eraseAssessment(ctx, personId, kept)), ...(await eraseLabs(ctx, personId))]
  await eraseEmployers(ctx, personId)
  await eraseCohorts(ctx, personId)
  await eraseNotices(ctx, personId)
  await deleteExportsOf(ctx, personId)
  await eraseIdentity(ctx, personId)
  await markErased(ctx, id)
  return deleteUnreferencedBlobs(ctx, [...new Set(contents)])
}

/**
 * Erases a person when their time to change their mind is over, in one transaction: everything that says who they are or
 * that they wrote. Ledgers keep their opaque ids and digests. Run again, or after it was called off, it does nothing.
 */
export async function erasePerson(ctx: Context, payload: { erasureId: string }): Promise<void> {
  const id = payload.erasureId as Id<'erasure'>
  await inTransaction(ctx, async (ctx) => {
    const erasure = await lockOptionalErasure(ctx, id)
    if (!erasure || erasure.dueAt > ctx.now) return
    const contents = await eraseRows(ctx, erasure.personId, id, erasure.revokesCredentials)
    await record(ctx, 'person.erase', { type: 'person', id: erasure.personId }, { erasureId: id, contents })
  })
}

/** Erases the submissions of erased people whose credentials have ended since. */
export async function eraseLapsed(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const snapshots = await listLapsedSnapshots(ctx)
    const manifests = await getBlobs(ctx, snapshots)
    const files = [...manifests.values()].flatMap((manifest) =>
      Object.values(JSON.parse(manifest.toString()) as Record<string, string>),
    )
    await deleteUnreferencedBlobs(ctx, [...new Set([...snapshots, ...files])])
  })
}

const TEXT = {
  en: {
    subject: 'Your account is closed',
    body: (day: string, url: string) =>
      `You asked us to erase you. Your account is closed, and on ${day} everything about you is erased. Until then this link opens it again:\n\n${url}\n`,
  },
  ja: {
    subject: 'アカウントを閉じました',
    body: (day: string, url: string) =>
      `データの消去のご依頼を受け付けました。アカウントは閉じられ、${day}にあなたに関するすべてが消去されます。それまでは、次のリンクからアカウントを元に戻せます。\n\n${url}\n`,
  },
} as const

/** Mails the link that keeps the account; sent twice, both links work. */
export async function mailErasure(ctx: Context, payload: { erasureId: string }): Promise<void> {
  const mail = await inTransaction(ctx, async (ctx) => {
    const erasure = await lockOptionalErasure(ctx, payload.erasureId as Id<'erasure'>)
    const contact = erasure && (await selectOptionalClosedContact(ctx, erasure.personId))
    if (!erasure || !contact) return null
    const { personId, dueAt } = erasure
    const secret = await createLink(ctx, newId(), 'keep_account', personId, { personId })
    const day = new Intl.DateTimeFormat(contact.locale, { dateStyle: 'long', timeZone: 'UTC' }).format(dueAt)
    const { subject, body } = TEXT[contact.locale]
    return { to: contact.email, subject, text: body(day, `${env().TERAKOYA_URL}/keep-account/${secret}`) }
  })
  if (mail) await sendMail(ctx, mail)
}
