import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { LinkButton } from '../../_ui/link-button.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { Whole } from '../../_ui/whole.tsx'
import { ShortId } from '../_components/short-id.tsx'
import { outcomeWords } from './_components/outcome-words.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('grades'))('title') }
}

type Grade = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['findGrades']>>[number]

async function StoredCell({ stored }: { stored: Grade['stored'] }) {
  return <Whole>{await outcomeWords(stored)}</Whole>
}

async function ReplaysCell({ replays }: { replays: Grade['replays'] }) {
  const t = await getTranslations('grades')
  const other = replays.filter((isSame) => isSame === false).length
  const isSettled = !replays.includes(null)
  if (replays.length === 0) return <span className="text-ink-3">{t('never')}</span>
  if (other > 0) return <span className="text-shu">{t('someOther', { other, count: replays.length })}</span>
  return <Whole>{t(isSettled ? 'allSame' : 'running', { count: replays.length })}</Whole>
}

async function Grades({ grades, caption }: { grades: readonly Grade[]; caption: string }) {
  const t = await getTranslations('grades')
  const words = await getTranslations('submission')
  const locale = await getLocale()
  const format = await getFormatter()
  const columns: Column<Grade>[] = [
    {
      id: 'submission',
      title: t('submission'),
      isHead: true,
      cell: (row) => (
        <Link href={`/audit/grades/${row.id}`}>
          <ShortId id={row.id} />
        </Link>
      ),
    },
    {
      id: 'lab',
      title: t('lab'),
      cell: (row) => `${row.activity.code ?? ''} ${inLocale(row.activity.title, locale)}`.trim(),
    },
    { id: 'how', title: t('how'), cell: (row) => <Whole>{words(`modes.${row.mode}`)}</Whole> },
    {
      id: 'received',
      title: t('received'),
      cell: (row) => <Whole>{format.dateTime(row.receivedAt, { dateStyle: 'medium', timeStyle: 'medium' })}</Whole>,
    },
    { id: 'stored', title: t('stored'), cell: (row) => <StoredCell stored={row.stored} /> },
    { id: 'replays', title: t('replays'), cell: (row) => <ReplaysCell replays={row.replays} /> },
  ]
  return <DataTable caption={caption} columns={columns} rows={grades} rowKey={(row) => row.id} />
}

export default async function GradesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const t = await getTranslations('grades')
  const { id } = await searchParams
  const asked = typeof id === 'string' ? id.trim().replace(/^…/, '').toLowerCase() : ''
  // What cannot be an id finds nothing; it is no reason to refuse the page.
  const isId = /^[0-9a-f-]{4,36}$/.test(asked)
  const { assessment } = await api()
  const grades = asked && !isId ? [] : await forPage(assessment.findGrades(asked ? { ending: asked } : {}))
  const caption = t(asked ? 'found' : 'all')
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede')}</h1>
          <p className="mt-1 mb-4 max-w-[640px] text-ink-2">{t('text')}</p>
          <form className="flex max-w-[640px] flex-wrap items-end gap-x-3 gap-y-2" role="search">
            <div className="min-w-0 flex-1 basis-[280px]">
              <TextField
                label={t('ending')}
                name="id"
                defaultValue={asked}
                description={t('endingHow')}
                autoComplete="off"
                spellCheck={false}
              />
            </div>
            <div className="sm:mb-6">
              <SubmitButton look="go" tall>
                {t('find')}
              </SubmitButton>
            </div>
          </form>
        </div>
        <section className="py-6">
          <SectionHead
            title={caption}
            note={
              asked ? t('foundNote', { count: grades.length, ending: asked }) : t('allNote', { count: grades.length })
            }
            links={asked && grades.length > 0 && <Link href="/audit/grades">{t('showAll')}</Link>}
          />
          {grades.length > 0 ? (
            <Grades grades={grades} caption={caption} />
          ) : asked ? (
            <EmptyState title={t('nothing')} action={<LinkButton href="/audit/grades">{t('showAll')}</LinkButton>}>
              {t('nothingNext')}
            </EmptyState>
          ) : (
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          )}
        </section>
      </main>
    </>
  )
}
