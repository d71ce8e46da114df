import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { countryName } from '../../../_features/employers/country-field.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import type { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { withdrawConsent } from '../_actions.ts'

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['sharing']>>['consents'][number]

async function Consent({ row }: { row: Row }) {
  const t = await getTranslations('sharing')
  const words = await getTranslations('candidate')
  const format = await getFormatter()
  const organisation = inLocale(row.recipientNames, await getLocale())
  const until = format.dateTime(row.endsAt, { dateStyle: 'long', timeZone: 'UTC' })
  const items = format.list(row.items.map((item) => words(`items.${item}`)))
  return (
    <li className="grid gap-x-6 gap-y-2 border-b border-rule py-4 sm:grid-cols-[1fr_auto]">
      <div>
        <h3>{t('to', { organisation, country: await countryName(row.country) })}</h3>
        <p className="text-ink-2">{t('consentText', { title: row.openingTitle, date: until })}</p>
        <p className="mt-1">{t('items', { items })}</p>
        <p className="text-1 text-ink-3">{t('purpose', { purpose: row.purpose })}</p>
      </div>
      <ActionForm action={withdrawConsent} className="" done={t('withdrawn')}>
        <input type="hidden" name="consentId" value={row.consentId} />
        <SubmitButton>
          {t('withdraw')}
          <span className="sr"> {t('withdrawOf', { organisation })}</span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}

async function Earlier({ rows }: { rows: readonly Row[] }) {
  const t = await getTranslations('sharing')
  const format = await getFormatter()
  const locale = await getLocale()
  return (
    <details className="mt-4">
      <summary className="cursor-pointer py-1">{t('earlier')}</summary>
      <ul className="border-t border-rule">
        {rows.map((row) => (
          <li key={row.consentId} className="border-b border-rule py-2 text-ink-2">
            {t('to', { organisation: inLocale(row.recipientNames, locale), country: row.country })}{' '}
            <span className="text-1 text-ink-3">
              {t('underOf', {
                title: row.openingTitle,
                at: format.dateTime(row.grantedAt, { dateStyle: 'long', timeStyle: 'short' }),
              })}
              {' · '}
              {t(`states.${row.state}`, {
                at: row.withdrawnAt ? format.dateTime(row.withdrawnAt, { dateStyle: 'long', timeStyle: 'short' }) : '',
              })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** What one allows whom, each with its button to take it back. */
export async function Consents({ rows }: { rows: readonly Row[] }) {
  const t = await getTranslations('sharing')
  const live = rows.filter(({ state }) => state === 'live')
  const earlier = rows.filter(({ state }) => state !== 'live')
  return (
    <section className="py-6" aria-labelledby="consents">
      <SectionHead id="consents" title={t('consents')} note={t('consentsNote')} />
      {live.length === 0 && <EmptyState title={t('noConsents')}>{t('noConsentsNext')}</EmptyState>}
      <ul className={live.length > 0 ? 'border-t border-rule' : undefined}>
        {live.map((row) => (
          <Consent key={row.consentId} row={row} />
        ))}
      </ul>
      {earlier.length > 0 && <Earlier rows={earlier} />}
    </section>
  )
}
