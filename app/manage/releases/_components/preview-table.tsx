import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../_i18n/locales.ts'

export interface PreviewTableProps {
  caption: string
  rows: readonly {
    row: string
    names: { en: string; ja: string } | null
    cells: readonly { stage: string; value: number; reason: string | null }[]
  }[]
}

/** Every figure as it is, those that readers will not see struck through and said so. */
export async function PreviewTable({ caption, rows }: PreviewTableProps) {
  const t = await getTranslations('outcomes')
  const locale = await getLocale()
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="rows">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            <th>{t('partner')}</th>
            {rows[0]!.cells.map(({ stage }) => (
              <th key={stage} className="text-right whitespace-nowrap">
                {stage} <span className="font-regular">{t(`stages.${stage}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, names, cells }) => (
            <tr key={row}>
              <th scope="row">{names ? inLocale(names, locale) : t('total')}</th>
              {cells.map(({ stage, value, reason }) => (
                <td key={stage} className="text-right">
                  {reason ? <s className="text-ink-3">{value}</s> : value}
                  {reason && <span className="block text-1 text-ink-3">{t('withheld')}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
