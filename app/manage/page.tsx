import type { Metadata } from 'next'
import { getFormatter, getLocale, getNow, getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { dayOf } from '../_features/cohorts/dates.ts'
import { Head } from '../_features/shell/head.tsx'
import { requireArea } from '../_features/shell/person.ts'
import { inLocale } from '../_i18n/locales.ts'
import { api } from '../_trpc/server.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { Link } from '../_ui/link.tsx'
import { LinkButton } from '../_ui/link-button.tsx'
import { SectionHead } from '../_ui/section-head.tsx'
import { ConversionLine } from './_components/conversion-line.tsx'
import { IssuedCredentials } from './_components/issued-credentials.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('manage'))('title') }
}

export default async function ManagePage() {
  const t = await getTranslations('manage')
  const locale = await getLocale()
  const format = await getFormatter()
  const { me } = await requireArea('manage')
  const caller = await api()
  const { cohorts, total } = await forPage(caller.outcomes.overview())
  const ownsProgramme = me.memberships.some(({ role }) => role === 'programme_manager')
  const issued = ownsProgramme ? await forPage(caller.credentials.listIssued()) : null
  const enrolled = total[0]!.count
  const toFreeze = cohorts.filter(({ frozenAt }) => !frozenAt).length
  const day = (date: string) => format.dateTime(dayOf(date), { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <>
      <Head
        crumbs={[{ text: t('title') }]}
        {...(ownsProgramme && {
          action: (
            <LinkButton href="/manage/cohorts/new" look="go">
              {t('newCohort')}
            </LinkButton>
          ),
        })}
      />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">
          {t(toFreeze > 0 ? 'ledeToFreeze' : 'lede', { count: cohorts.length, toFreeze })}
        </h1>
        {enrolled > 0 && (
          <section className="border-b border-rule py-6">
            <SectionHead title={t('conversion')} note={t('conversionNote', { count: enrolled })} />
            <ConversionLine stages={total} />
          </section>
        )}
        <section className="border-b border-rule py-6">
          <SectionHead title={t('cohorts')} note={t('cohortsNote')} />
          {cohorts.length === 0 && <EmptyState title={t('noCohorts')}>{t('noCohortsNext')}</EmptyState>}
          <ul>
            {cohorts.map((cohort) => (
              <li
                key={cohort.id}
                className="grid items-baseline gap-x-8 gap-y-1 border-t border-rule py-3 md:grid-cols-[3fr_2fr_3fr]"
              >
                <div>
                  <h3>
                    <Link href={`/manage/cohorts/${cohort.id}`}>{inLocale(cohort.names, locale)}</Link>
                  </h3>
                  <p className="text-1 text-ink-2">{inLocale(cohort.partnerNames, locale)}</p>
                </div>
                <p className="text-1 text-ink-2">
                  {t('dates', { from: day(cohort.startsOn), to: day(cohort.endsOn) })}
                </p>
                {cohort.frozenAt && cohort.counts ? (
                  <p>
                    {t('certified', { certified: cohort.counts.S3, enrolled: cohort.counts.S0 })}
                    <span className="block text-1 text-ink-2">
                      {t('deployable', { deployable: cohort.counts.S4, deployed: cohort.counts.S5 })}
                    </span>
                    <span className="block text-1 text-ink-3">
                      {t('frozen', {
                        on: format.dateTime(cohort.frozenAt, { dateStyle: 'medium', timeZone: cohort.zone }),
                      })}
                    </span>
                  </p>
                ) : (
                  <p>
                    {t('notFrozen', { count: cohort.onRoster })}
                    <span className="block text-1 text-ink-3">
                      {t('freezeBy', {
                        on: format.dateTime(cohort.freezesAt, { dateStyle: 'medium', timeZone: cohort.zone }),
                      })}
                    </span>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
        {issued && <IssuedCredentials credentials={issued} now={await getNow()} />}
      </main>
    </>
  )
}
