import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'

interface WithheldFigure {
  names: { en: string; ja: string } | null
  stage: string
  reason: string
}

/** Every withheld figure with its reason. */
export async function SuppressionLog({ withheld }: { withheld: readonly WithheldFigure[] }) {
  const t = await getTranslations('releases')
  const words = await getTranslations('outcomes')
  const locale = await getLocale()
  const nameOf = ({ names }: WithheldFigure) => (names ? inLocale(names, locale) : words('total'))
  const columns: Column<WithheldFigure>[] = [
    { id: 'row', title: t('row'), isHead: true, cell: nameOf },
    { id: 'stage', title: t('stage'), cell: ({ stage }) => `${stage} ${words(`stages.${stage}`)}` },
    { id: 'reason', title: t('reason'), cell: ({ reason }) => words(`reasons.${reason}`) },
  ]
  return (
    <section className="py-6">
      <SectionHead title={t('log')} note={t('logNote', { count: withheld.length })} />
      {withheld.length === 0 ? (
        <p className="border-t border-rule py-3">{t('logNone')}</p>
      ) : (
        <DataTable
          caption={t('log')}
          columns={columns}
          rows={withheld}
          rowKey={(row) => `${nameOf(row)} ${row.stage}`}
        />
      )}
    </section>
  )
}
