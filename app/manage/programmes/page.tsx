import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('programmes'))('title') }
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ProgrammesPage({ searchParams }: Props) {
  await requireArea('manage')
  const t = await getTranslations('programmes')
  const locale = await getLocale()
  const format = await getFormatter()
  const caller = await api()
  const programmes = await forPage(caller.catalog.listProgrammes())
  const cohorts = await forPage(caller.cohorts.list())
  const { saved } = await searchParams
  const changed = programmes.find(({ id }) => id === saved)
  const day = (date: string) => format.dateTime(dayOf(date), { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <>
      <Head
        crumbs={[{ text: t('title') }]}
        action={
          <LinkButton href="/manage/programmes/new" look="go">
            {t('create')}
          </LinkButton>
        }
      />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{t('lede', { count: programmes.length })}</h1>
        <section className="py-6">
          <SectionHead title={t('all')} note={t('allNote')} />
          <p role="status" className="live">
            {changed && t('saved', { name: inLocale(changed.titles, locale) })}
          </p>
          {programmes.length === 0 && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
          <ul>
            {programmes.map(({ id, titles, summary, ownerId, startsOn, endsOn, courses }) => (
              <li key={id} className="grid gap-x-8 gap-y-1 border-t border-rule py-3 md:grid-cols-[3fr_2fr_1fr]">
                <div>
                  <h3>
                    {ownerId ? (
                      <Link href={`/manage/programmes/${id}`}>{inLocale(titles, locale)}</Link>
                    ) : (
                      inLocale(titles, locale)
                    )}
                  </h3>
                  <p className="text-1 text-ink-2">{inLocale(summary, locale)}</p>
                </div>
                <p className="text-1 text-ink-2">
                  {startsOn && endsOn ? t('dates', { from: day(startsOn), to: day(endsOn) }) : t('noCalendar')}
                  <br />
                  {t('courseCount', { count: courses.length })}
                  {!ownerId && <span className="block text-ink-3">{t('fromContent')}</span>}
                </p>
                <p className="text-1 text-ink-2">
                  {t('cohortCount', { count: cohorts.filter(({ programmeId }) => programmeId === id).length })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </>
  )
}
