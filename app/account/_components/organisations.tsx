import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { AskButton } from '../../_ui/ask-button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { leaveOrganisation } from '../_actions.ts'

interface Membership {
  organisationId: string
  role: string
  organisationNames: { en: string; ja: string }
}

/** Where one belongs and as what, with the way out of each. */
export async function Organisations({ memberships }: { memberships: readonly Membership[] }) {
  const t = await getTranslations('account')
  const joining = await getTranslations('joining')
  const locale = await getLocale()
  const format = await getFormatter()
  const byOrganisation = Map.groupBy(memberships, ({ organisationId }) => organisationId)
  return (
    <section className="py-6">
      <SectionHead title={t('organisations')} />
      {memberships.length === 0 && <EmptyState title={t('noOrganisation')}>{t('noOrganisationNext')}</EmptyState>}
      <ul>
        {[...byOrganisation].map(([organisationId, held]) => {
          const name = inLocale(held[0]!.organisationNames, locale)
          const roles = format.list(held.map(({ role }) => joining(`roles.${role}`)))
          return (
            <li
              key={organisationId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-rule py-2"
            >
              <span>
                <b>{name}</b>
                <span className="block text-1 text-ink-2">{t('as', { roles })}</span>
              </span>
              <AskButton
                label={
                  <>
                    {t('leave')}
                    <span className="sr"> {name}</span>
                  </>
                }
                look="link"
                title={t('leaveTitle', { name })}
                action={leaveOrganisation}
                confirm={t('leaveDo')}
                cancel={t('cancel')}
                isDanger
              >
                <p>{t('leaveText', { roles })}</p>
                <p>{t('leaveKeeps')}</p>
                <input type="hidden" name="organisationId" value={organisationId} />
              </AskButton>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
