import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { FILE_LIMIT_BYTES } from '../../../../../../server/cohorts/inputs.ts'
import { Head } from '../../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { toCsv } from '../../../../../_ui/csv.ts'
import { DownloadLink } from '../../../../../_ui/download-link.tsx'
import { readCohort } from '../../_components/cohort.ts'
import { ImportForm } from './_components/import-form.tsx'

interface Props {
  params: Promise<{ cohortId: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rosterImport'))('title') }
}

export default async function ImportPage({ params }: Props) {
  const t = await getTranslations('rosterImport')
  const areas = await getTranslations('manage')
  const roster = await getTranslations('roster')
  const { cohortId } = await params
  const cohort = await readCohort(cohortId)
  if (!cohort.mayManageRoster) notFound()
  const name = inLocale(cohort.names, await getLocale())
  const path = `/manage/cohorts/${cohortId}`
  const template = toCsv([
    [t('columns.name'), t('columns.email'), t('columns.enrolledOn')],
    [t('sampleName'), 'name@example.org', cohort.startsOn],
  ])
  return (
    <>
      <Head
        crumbs={[
          { text: areas('title'), href: '/manage' },
          { text: name, href: path },
          { text: roster('title'), href: `${path}/roster` },
          { text: t('title') },
        ]}
      />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{t('lede', { name })}</h1>
        <p className="mt-4 mb-6 max-w-[640px] text-ink-2">
          {t('help')}{' '}
          <DownloadLink name="roster.csv" type="text/csv" content={template}>
            {t('template')}
          </DownloadLink>
        </p>
        <ImportForm
          cohortId={cohortId}
          importId={randomUUID()}
          limitBytes={FILE_LIMIT_BYTES}
          texts={{
            label: t('title'),
            file: t('file'),
            fileHelp: t('fileHelp'),
            text: t('text'),
            textHelp: t('textHelp'),
            encoding: t('encoding'),
            encodings: { auto: t('auto'), utf8: t('encodings.utf-8'), shiftJis: t('encodings.shift_jis') },
            preview: t('preview'),
            tooLarge: t('tooLarge'),
            changed: t('changed'),
            late: t('late'),
            leaveOut: t('leaveOut'),
            invite: t('invite'),
            faults: t('faultsTitle'),
            people: t('peopleTitle'),
            line: t('line'),
            name: t('name'),
            email: t('email'),
            enrolledOn: t('enrolledOn'),
            state: t('state'),
            what: t('what'),
          }}
        />
      </main>
    </>
  )
}
