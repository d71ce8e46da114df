import type { Metadata } from 'next'
import { getFormatter, getLocale, getNow, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { dayOf } from '../../_features/cohorts/dates.ts'
import { Head } from '../../_features/shell/head.tsx'
import { requireArea } from '../../_features/shell/person.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
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
  const cohorts = await forPage(caller.cohorts.list())
  const funnels = await Promise.all(cohorts.map(({ id }) => caller.outcomes.funnel({ cohortId: id })))
  const ownsProgramme = me.memberships.some(({ role }) => role === 'programme_manager')
  const issued = ownsProgramme ? await forPage(caller.credentials.listIssued()) : null
  const stageCount = (index: number, stage: string) =>
    funnels[index]!.stages?.find((entry) => entry.stage === stage)?.count ?? 0
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
        <section className="border-b border-rule py-6">
          <SectionHead title={t('cohorts')} note={t('cohortsNote')} />
          {cohorts.length === 0 && <EmptyState title={t('noCohorts')}>{t('noCohortsNext')}</EmptyState>}
          <ul>
            {cohorts.map((cohort, index) => (
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
                {cohort.frozenAt ? (
                  <p>
                    {t('certified', { certified: stageCount(index, 'S3'), enrolled: stageCount(index, 'S0') })}
                    <span className="block text-1 text-ink-3">
                      {t('frozen', {
                        on: format.dateTime(cohort.frozenAt, { dateStyle: 'medium', timeZone: cohort.zone }),
                      })}
                    </span>
                  </p>
                ) : (
                  <p>
                    {t('notFrozen', { count: funnels[index]!.people.filter(({ withdrawnAt }) => !withdrawnAt).length })}
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
