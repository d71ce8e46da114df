import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Reasons } from '../../../_features/employers/candidate-sheet.tsx'
import { countryName } from '../../../_features/employers/country-field.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { AskButton } from '../../../_ui/ask-button.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { FactList } from '../../../_ui/fact-list.tsx'
import { Link } from '../../../_ui/link.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { closeOpening, stillShown, updateOpening } from '../../_actions.ts'
import { OpeningFields } from '../../_components/opening-fields.tsx'
import { WhileConsented } from '../../_components/while-consented.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('openings'))('name') }
}

type Employers = Awaited<ReturnType<typeof api>>['employers']
type Opening = Awaited<ReturnType<Employers['opening']>>
type Shown = Awaited<ReturnType<Employers['candidates']>>

async function Candidate({ row, role }: { row: Shown['candidates'][number]; role: string }) {
  const t = await getTranslations('openings')
  const candidate = await getTranslations('candidate')
  const format = await getFormatter()
  const name = row.view.name ?? candidate('unnamed')
  return (
    <li className="border-b border-rule py-4">
      <h3>
        <Link href={`/hire/candidates/${row.consentId}`}>{name}</Link>
      </h3>
      <p className="mb-2 text-1 text-ink-2">
        {t('until', { date: format.dateTime(row.endsAt, { dateStyle: 'long', timeZone: 'UTC' }) })}
      </p>
      <Reasons view={row.view} role={role} isShort />
    </li>
  )
}

async function Candidates({ opening, told, page }: { opening: Opening; told: number; page: number }) {
  const t = await getTranslations('openings')
  const candidate = await getTranslations('candidate')
  const shown = await forPage((await api()).employers.candidates({ openingId: opening.id, page }))
  const role = opening.roleName ? inLocale(opening.roleName, await getLocale()) : opening.roleCode
  const ids = shown.candidates.map(({ consentId }) => consentId)
  const at = (n: number) => `/hire/openings/${opening.id}?page=${n}`
  if (opening.state === 'closed') return <p className="border-t border-rule py-4 text-ink-2">{t('closedText')}</p>
  if (ids.length === 0) return <EmptyState title={t('noCandidates')}>{t('noCandidatesNext', { told })}</EmptyState>
  return (
    <WhileConsented key={ids.join()} consentIds={ids} ask={stillShown} gone={candidate('gone')}>
      <ul className="border-t border-rule">
        {shown.candidates.map((row) => (
          <Candidate key={row.consentId} row={row} role={role} />
        ))}
      </ul>
      {shown.pages > 1 && (
        <p className="flex gap-4 py-4">
          {page > 0 && <Link href={at(page - 1)}>{t('previous')}</Link>}
          <span className="text-ink-2">{t('page', { page: page + 1, pages: shown.pages })}</span>
          {page + 1 < shown.pages && <Link href={at(page + 1)}>{t('next')}</Link>}
        </p>
      )}
    </WhileConsented>
  )
}

async function Verbs({ opening }: { opening: Opening }) {
  const t = await getTranslations('openings')
  const { id, title } = opening
  return (
    <p className="mt-4 flex flex-wrap gap-2">
      <AskButton
        label={t('edit')}
        title={t('editTitle', { title })}
        action={updateOpening}
        confirm={t('save')}
        cancel={t('cancel')}
      >
        <input type="hidden" name="openingId" value={id} />
        <OpeningFields facts={opening} />
      </AskButton>
      <AskButton
        label={t('close')}
        title={t('closeTitle', { title })}
        action={closeOpening}
        confirm={t('close')}
        cancel={t('cancel')}
        isDanger
      >
        <p>{t('closeText')}</p>
        <input type="hidden" name="openingId" value={id} />
      </AskButton>
    </p>
  )
}

interface Props {
  params: Promise<{ openingId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function OpeningPage({ params, searchParams }: Props) {
  const t = await getTranslations('openings')
  const format = await getFormatter()
  const locale = await getLocale()
  const opening = await forPage((await api()).employers.opening(await params))
  const page = Math.max(0, Math.trunc(Number((await searchParams).page ?? 0)) || 0)
  const closesOn = format.dateTime(new Date(`${opening.closesOn}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/hire/openings' }, { text: opening.title }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{opening.title}</h1>
          <p className="mt-1 text-ink-2">
            {opening.roleName ? inLocale(opening.roleName, locale) : opening.roleCode} ·{' '}
            {t(`states.${opening.state}`, { date: closesOn })}
          </p>
          {opening.state !== 'closed' && <Verbs opening={opening} />}
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_360px]">
          <section className="py-6">
            <SectionHead title={t('candidates')} note={t('candidatesNote')} />
            <Candidates opening={opening} told={opening.told} page={page} />
          </section>
          <section className="py-6">
            <SectionHead title={t('facts')} />
            <FactList
              facts={[
                { term: t('organisation'), value: inLocale(opening.organisationNames, locale) },
                { term: t('place'), value: `${opening.place}, ${await countryName(opening.country)}` },
                { term: t('purpose'), value: opening.purpose },
                { term: t('terms'), value: <span className="whitespace-pre-line">{opening.terms}</span> },
              ]}
            />
          </section>
        </div>
      </main>
    </>
  )
}
