import { selectOptionalPerson } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import type { Id } from '../platform/ids.ts'
import { sendMail } from '../platform/mail.ts'
import { drawConfirmationSecret } from './confirmations.ts'
import { dayAfter } from './days.ts'
import { selectOptionalNotice } from './opening-queries.ts'
import { selectOptionalEmployerContact, selectPlacement } from './placement-queries.ts'
import { selectOptionalRequest } from './request-queries.ts'

type Locale = 'en' | 'ja'
type Text = Record<Locale, { subject: string; body: string }>

const TEXT = {
  notice: {
    en: {
      subject: 'An opening for which you are ready: {title}',
      body: '{organisation} looks for somebody in a role for which you are ready today: {title}, {place}.\n\nThey know nothing of you. Look at it, and decide what they may see:\n\n{url}\n',
    },
    ja: {
      subject: 'あなたの準備が整っている求人: {title}',
      body: '{organisation}が、あなたの準備が整っているロールで人を探しています。{title}({place})\n\n先方はあなたのことを何も知りません。内容を確かめ、何を見せるかを自分で決められます。\n\n{url}\n',
    },
  },
  placement: {
    en: {
      subject: '{organisation} recorded that you start on {day}',
      body: '{organisation} recorded that they take you on from {day}: {title}. Say whether that is right:\n\n{url}\n',
    },
    ja: {
      subject: '{organisation}が{day}からの就業を記録しました',
      body: '{organisation}が、{day}からあなたを採用すると記録しました({title})。そのとおりかどうかを答えてください。\n\n{url}\n',
    },
  },
  confirmation: {
    en: {
      subject: 'Still employed on {day}? {reference}',
      body: 'You took somebody on through Terakoya ({title}, your reference: {reference}). Were they still employed with you on {day}? This link works once, needs no account and ends in 60 days:\n\n{url}\n',
    },
    ja: {
      subject: '{day}に在籍していましたか: {reference}',
      body: 'Terakoyaを通じて採用された方({title}、貴社の整理番号: {reference})は、{day}に在籍していましたか。次のリンクから一度だけ答えられます。アカウントは不要で、60日で無効になります。\n\n{url}\n',
    },
  },
  refusal: {
    en: {
      subject: 'Your request was refused',
      body: 'The request that {organisation} may look for people here was refused, for this reason:\n\n{reason}\n\nYou may ask again.\n',
    },
    ja: {
      subject: 'お申し込みをお断りしました',
      body: '{organisation}の利用のお申し込みは、次の理由でお断りしました。\n\n{reason}\n\n改めてお申し込みいただけます。\n',
    },
  },
} satisfies Record<string, Text>

const fill = (template: string, values: Record<string, string>) =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

async function send(
  ctx: Context,
  to: string,
  kind: keyof typeof TEXT,
  locales: readonly Locale[],
  valuesIn: (locale: Locale) => Record<string, string>,
): Promise<void> {
  const parts = locales.map((locale) => {
    const { subject, body } = TEXT[kind][locale]
    return { subject: fill(subject, valuesIn(locale)), body: fill(body, valuesIn(locale)) }
  })
  await sendMail(ctx, {
    to,
    subject: parts.map((part) => part.subject).join(' / '),
    text: parts.map((part) => part.body).join('\n— \n\n'),
  })
}

const address = (path: string) => `${env().TERAKOYA_URL}${path}`

/** Tells a learner of an opening; nothing once it was closed. */
export async function mailNotice(ctx: Context, payload: { noticeId: string }): Promise<void> {
  const notice = await selectOptionalNotice(ctx, payload.noticeId as Id<'openingNotice'>)
  if (!notice) return
  const { opening, organisationNames, email, locale } = notice
  const url = address(`/learn/sharing/openings/${opening.id}`)
  const { title, place } = opening
  await send(ctx, email, 'notice', [locale], (l) => ({ organisation: organisationNames[l], title, place, url }))
}

/** Asks a learner whether a placement is as recorded. */
export async function mailPlacement(ctx: Context, payload: { placementId: string }): Promise<void> {
  const { placement, openingTitle, organisationNames } = await selectPlacement(
    ctx,
    payload.placementId as Id<'placement'>,
  )
  const learner = await selectOptionalPerson(ctx, placement.learnerId)
  if (!learner) return
  const facts = { title: openingTitle, day: placement.startsOn, url: address('/learn/sharing#placements') }
  await send(ctx, learner.email, 'placement', [learner.locale], (l) => ({
    ...facts,
    organisation: organisationNames[l],
  }))
}

/** Asks an employer's contact by a link that works once; sent twice, the later mail carries the link that works. */
export async function mailConfirmation(ctx: Context, payload: { linkId: string }): Promise<void> {
  const drawn = await drawConfirmationSecret(ctx, payload.linkId)
  if (!drawn) return
  const { placement, reference, openingTitle } = await selectPlacement(ctx, drawn.link.placementId)
  const contact = await selectOptionalEmployerContact(ctx, placement.organisationId, placement.recordedBy)
  if (!contact) return
  await send(ctx, contact.email, 'confirmation', [contact.locale], () => ({
    ...{ title: openingTitle, reference: reference ?? '', day: dayAfter(placement.startsOn, drawn.link.day) },
    url: address(`/confirmations/${drawn.secret}`),
  }))
}

/** Tells who asked that it was refused and why. */
export async function mailRefusal(ctx: Context, payload: { requestId: string }): Promise<void> {
  const request = await selectOptionalRequest(ctx, payload.requestId as Id<'employerRequest'>)
  if (request?.decision !== 'refused') return
  const names = { en: request.nameEn, ja: request.nameJa }
  await send(ctx, request.contactEmail, 'refusal', ['en', 'ja'], (l) => ({
    organisation: names[l],
    reason: request.reason ?? '',
  }))
}
