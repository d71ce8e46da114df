import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../../_i18n/locales.ts'
import { type Column, DataTable } from '../../../../_ui/data-table.tsx'

interface Figure {
  row: string
  names: { en: string; ja: string } | null
  stage: string
  value: number | null
  recomputed: number | null
  isSame: boolean
}

/** Each figure as it is stored beside what it comes to now; differences first. */
export async function FigureTable({ figures }: { figures: readonly Figure[] }) {
  const t = await getTranslations('auditReleases')
  const words = await getTranslations('outcomes')
  const locale = await getLocale()
  const shown = (value: number | null) => value ?? <span className="text-ink-3">{words('withheld')}</span>
  const columns: Column<Figure>[] = [
    {
      id: 'row',
      title: words('partner'),
      isHead: true,
      cell: ({ names }) => (names ? inLocale(names, locale) : words('total')),
    },
    { id: 'stage', title: words('stage'), cell: ({ stage }) => `${stage} ${words(`stages.${stage}`)}` },
    { id: 'stored', title: t('stored'), isNumber: true, cell: ({ value }) => shown(value) },
    { id: 'again', title: t('again'), isNumber: true, cell: ({ recomputed }) => shown(recomputed) },
    {
      id: 'result',
      title: t('result'),
      cell: ({ isSame }) => (isSame ? t('sameOne') : <b className="text-shu">{t('otherOne')}</b>),
    },
  ]
  const rows = figures.toSorted((a, b) => Number(a.isSame) - Number(b.isSame))
  return (
    <DataTable caption={t('figures')} columns={columns} rows={rows} rowKey={({ row, stage }) => `${row} ${stage}`} />
  )
}
