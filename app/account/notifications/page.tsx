import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { readAllNotices } from '../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices'))('title') }
}

export default async function NotificationsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('notices')
  const format = await getFormatter()
  const locale = await getLocale()
  const page = Math.max(1, Number((await searchParams).page ?? 1) || 1) - 1
  const { notices, unread, pages, readAt } = await forPage((await api()).notices.list({ page }))
  return (
    <main id="main" className="page max-w-[900px]">
      <div className="flex flex-wrap items-end justify-between gap-4 border-b border-ink pb-6">
        <div>
          <h1>{t('title')}</h1>
          <p className="mt-1 text-ink-2">{t('note', { unread })}</p>
        </div>
        {unread > 0 && (
          <ActionForm action={readAllNotices} className="" label={t('readAll')}>
            <input type="hidden" name="until" value={readAt.toISOString()} />
            <SubmitButton>{t('readAll')}</SubmitButton>
          </ActionForm>
        )}
      </div>
      {notices.length === 0 ? (
        <div className="pt-6">
          <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
        </div>
      ) : (
        <ul>
          {notices.map(({ id, kind, at, isRead, activity }) => (
            <li key={id} className="grid grid-cols-[12px_minmax(0,1fr)] gap-x-3 border-b border-rule py-3">
              <span className={`mt-[9px] size-2 rounded-full ${isRead ? '' : 'bg-ai'}`} aria-hidden="true" />
              <div>
                {/* A plain anchor: it passes through an address that marks it as read. */}
                <a href={`/account/notifications/${id}`} className={isRead ? undefined : 'font-strong'}>
                  {!isRead && <span className="sr">{t('new')} </span>}
                  {t(`kinds.${kind}`, {
                    lab: activity ? [activity.code, inLocale(activity.title, locale)].filter(Boolean).join(' ') : '',
                  })}
                </a>
                <span className="block text-1 text-ink-3">
                  {format.dateTime(at, { dateStyle: 'long', timeStyle: 'short' })}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {pages > 1 && (
        <nav aria-label={t('pages')} className="flex gap-6 pt-4">
          {page > 0 && <Link href={`/account/notifications?page=${page}`}>{t('newer')}</Link>}
          <span className="text-ink-2">{t('page', { page: page + 1, pages })}</span>
          {page + 1 < pages && <Link href={`/account/notifications?page=${page + 2}`}>{t('older')}</Link>}
        </nav>
      )}
    </main>
  )
}
