import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../../_features/calls/fault.ts'
import { Head } from '../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { parseSort } from '../../../../_ui/data-table.tsx'
import { EmptyState } from '../../../../_ui/empty-state.tsx'
import { FactList } from '../../../../_ui/fact-list.tsx'
import { LinkButton } from '../../../../_ui/link-button.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { readCohort } from '../_components/cohort.ts'
import { CohortNav } from '../_components/cohort-nav.tsx'
import { Imports } from './_components/imports.tsx'
import { RosterTable } from './_components/roster-table.tsx'

interface Props {
  params: Promise<{ cohortId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('roster'))('title') }
}

async function Exports({ path }: { path: string }) {
  const t = await getTranslations('roster')
  return (
    <>
      {(['utf-8-bom', 'utf-8', 'shift_jis'] as const).map((encoding) => (
        <a key={encoding} href={`${path}/file?encoding=${encoding}`} className="inline-block min-h-6">
          {t(`files.${encoding}`)}
        </a>
      ))}
    </>
  )
}

export default async function RosterPage({ params, searchParams }: Props) {
  const t = await getTranslations('roster')
  const areas = await getTranslations('manage')
  const format = await getFormatter()
  const { cohortId } = await params
  const { sort, imported } = await searchParams
  const cohort = await readCohort(cohortId)
  const { baseline, people, imports } = await forPage((await api()).cohorts.roster({ cohortId }))
  const name = inLocale(cohort.names, await getLocale())
  const path = `/manage/cohorts/${cohortId}/roster`
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeStyle: 'short', timeZone: cohort.zone })
  const { counted = [], late = [], leftBefore = [] } = Object.groupBy(people, (person) => person.countedAs ?? 'counted')
  const here = people.filter(({ state }) => state === 'active' || state === 'onLeave')
  const done = imports.find(({ importId, undoneAt }) => importId === imported && !undoneAt)
  const table = { zone: cohort.zone, cohortId, sort: { path, ...parseSort(sort) } }
  return (
    <>
      <Head
        crumbs={[
          { text: areas('title'), href: '/manage' },
          { text: name, href: `/manage/cohorts/${cohortId}` },
          { text: t('title') },
        ]}
        action={
          <LinkButton href={`${path}/import`} look="go">
            {t('import')}
          </LinkButton>
        }
      />
      <main id="main" className="page">
        <CohortNav cohortId={cohortId} current="roster" isOwner={cohort.mayFreeze} />
        <h1 className="border-b border-ink pb-6">
          {baseline
            ? t('ledeFrozen', { here: here.length, counted: baseline.counted, late: late.length })
            : t('lede', { here: here.length, left: people.length - here.length })}
        </h1>
        <p role="status" className="live mt-4">
          {done && t('imported', { enrolled: done.enrolled, leftOut: done.leftOut })} {done?.mayUndo && t('mayUndo')}
        </p>
        <section className="py-6">
          <SectionHead
            title={t(baseline ? 'counted' : 'title')}
            note={t(baseline ? 'countedNote' : 'note', { count: counted.length })}
            links={people.length > 0 && <Exports path={path} />}
          />
          {counted.length > 0 ? (
            <RosterTable caption={t(baseline ? 'counted' : 'title')} people={counted} {...table} />
          ) : (
            <EmptyState title={t('none')} action={<LinkButton href={`${path}/import`}>{t('import')}</LinkButton>}>
              {t('noneNext')}
            </EmptyState>
          )}
        </section>
        {late.length > 0 && (
          <section className="border-t border-rule py-6">
            <SectionHead title={t('late')} note={t('lateNote', { count: late.length })} />
            <RosterTable caption={t('late')} people={late} {...table} />
          </section>
        )}
        {leftBefore.length > 0 && (
          <section className="border-t border-rule py-6">
            <SectionHead title={t('leftBefore')} note={t('leftBeforeNote', { count: leftBefore.length })} />
            <RosterTable caption={t('leftBefore')} people={leftBefore} {...table} />
          </section>
        )}
        <Imports imports={imports} zone={cohort.zone} isFrozen={baseline !== null} />
        {baseline && (
          <section className="border-t border-rule py-6">
            <SectionHead title={t('baseline')} note={t('baselineNote')} />
            <FactList
              facts={[
                { term: t('frozenAt'), value: at(baseline.frozenAt) },
                { term: t('frozenCount'), value: t('peopleCount', { count: baseline.counted }) },
                {
                  term: t('digest'),
                  value: <code className="mono [overflow-wrap:anywhere]">{baseline.rosterDigest}</code>,
                },
              ]}
            />
          </section>
        )}
      </main>
    </>
  )
}
