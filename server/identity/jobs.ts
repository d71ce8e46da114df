import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { sendMail } from '../platform/mail.ts'
import { redrawLinkSecret } from './links.ts'
import { selectOptionalOrganisation } from './organisation-queries.ts'
import { selectOptionalPersonByEmail } from './queries.ts'

const TEXT = {
  invitation: {
    en: {
      subject: 'You are invited to {organisation}',
      body: '{organisation} invites you. Open this link within seven days and choose a password:\n\n{url}\n',
    },
    ja: {
      subject: '{organisation}への招待',
      body: '{organisation}から招待が届いています。7日以内に次のリンクを開き、パスワードを設定してください。\n\n{url}\n',
    },
  },
  password_reset: {
    en: {
      subject: 'Choose a new password',
      body: 'Open this link within one hour and choose a new password. If you did not ask for it, ignore this mail.\n\n{url}\n',
    },
    ja: {
      subject: 'パスワードの再設定',
      body: '1時間以内に次のリンクを開き、新しいパスワードを設定してください。心当たりがない場合は、このメールを破棄してください。\n\n{url}\n',
    },
  },
} as const

const PATHS = { invitation: 'invitation', password_reset: 'reset' } as const

function fill(template: string, values: Record<string, string>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** Mails an invitation or a reset link; sent twice, the later mail carries the link that works. */
export async function sendLink(ctx: Context, payload: { linkId: string }): Promise<void> {
  const drawn = await redrawLinkSecret(ctx, payload.linkId)
  if (!drawn) return
  const { link, secret } = drawn
  if (link.purpose !== 'invitation' && link.purpose !== 'password_reset') return
  const person = await selectOptionalPersonByEmail(ctx, link.email!.toLowerCase())
  const hasJoined = person !== null && (person.passwordHash !== null || person.persona !== null)
  const locales = hasJoined ? [person.locale] : (['en', 'ja'] as const)
  const organisation = link.organisationId ? await selectOptionalOrganisation(ctx, link.organisationId) : null
  const url = `${env().TERAKOYA_URL}/${PATHS[link.purpose]}/${secret}`
  const parts = locales.map((locale) => {
    const values = { organisation: organisation?.names[locale] ?? '', url }
    const { subject, body } = TEXT[link.purpose as keyof typeof TEXT][locale]
    return { subject: fill(subject, values), body: fill(body, values) }
  })
  await sendMail(ctx, {
    to: link.email!,
    subject: parts.map((p) => p.subject).join(' / '),
    text: parts.map((p) => p.body).join('\n— \n\n'),
  })
}
