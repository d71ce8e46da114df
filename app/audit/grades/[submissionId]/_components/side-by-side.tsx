import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../../_i18n/locales.ts'
import type { api } from '../../../../_trpc/server.ts'
import { type Column, DataTable } from '../../../../_ui/data-table.tsx'
import { Mark } from '../../../../_ui/mark.tsx'
import { Whole } from '../../../../_ui/whole.tsx'
import { outcomeWords } from '../../_components/outcome-words.ts'

export type Grade = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['grade']>>

interface Row {
  id: string
  title: string
  note: string | null
  stored: string
  replayed: string | null
  isDigest: boolean
}

function Value({ text, isDigest }: { text: string; isDigest: boolean }) {
  if (!isDigest) return <Whole>{text}</Whole>
  const bare = text.replace(/^sha256:/, '')
  return (
    <code className="mono whitespace-nowrap" title={text}>
      {bare.length > 16 ? `${bare.slice(0, 12)}…` : bare}
    </code>
  )
}

/** The stored grade and its newest replay, line by line, and whether each line agrees. */
export async function SideBySide({ grade }: { grade: Grade }) {
  const t = await getTranslations('grades')
  const locale = await getLocale()
  const { stored, replayed, checks } = grade
  if (!stored) return null
  const digest = (id: 'result' | 'image' | 'grader'): Row => {
    const key = `${id}Digest` as const
    return {
      ...{ id, title: t(`digests.${id}`), note: null, isDigest: true },
      stored: stored[key] ?? '—',
      replayed: replayed && (replayed[key] ?? '—'),
    }
  }
  const points = (value: number | null, of: number) => (value === null ? '—' : t('pointsOf', { points: value, of }))
  const rows: Row[] = [
    {
      ...{ id: 'score', title: t('score'), note: null, isDigest: false },
      stored: await outcomeWords(stored.outcome),
      replayed: replayed && (await outcomeWords(replayed.outcome)),
    },
    ...(['result', 'image', 'grader'] as const).map(digest),
    ...checks.map((check) => ({
      id: `check ${check.id}`,
      title: inLocale(check.title, locale),
      note: check.visibility === 'hidden' ? t('hidden') : null,
      isDigest: false,
      stored: points(check.stored, check.of),
      replayed: replayed && points(check.replayed, check.of),
    })),
  ]
  const columns: Column<Row>[] = [
    {
      id: 'what',
      title: t('what'),
      isHead: true,
      cell: (row) => (
        <>
          {row.title}
          {row.note && <span className="font-regular text-1 text-ink-3"> · {row.note}</span>}
        </>
      ),
    },
    { id: 'stored', title: t('stored'), cell: (row) => <Value text={row.stored} isDigest={row.isDigest} /> },
    {
      id: 'replayed',
      title: t('replayed'),
      cell: (row) => {
        if (row.replayed === null) return <span className="text-ink-3">—</span>
        const isSame = row.replayed === row.stored
        return (
          <span className={`inline-flex items-baseline gap-2 ${isSame ? '' : 'text-shu'}`}>
            <span className="self-center">
              <Mark kind={isSame ? 'passed' : 'failed'} label={t(isSame ? 'agrees' : 'differs')} />
            </span>
            <Value text={row.replayed} isDigest={row.isDigest} />
          </span>
        )
      },
    },
  ]
  return <DataTable caption={t('side')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
