import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'

export interface PublishedRelease {
  programme: { title: { en: string; ja: string }; isEvaluation: boolean }
  dataCut: Date
  rows: readonly {
    row: string
    names: { en: string; ja: string } | null
    cohorts: number
    cells: readonly { stage: string; value: number | null }[]
  }[]
}

/** What anybody may know of a programme: how far everyone enrolled came, partner by partner, small groups withheld. */
export async function OutcomeTable({ release }: { release: PublishedRelease }) {
  const t = await getTranslations('outcomes')
  const locale = await getLocale()
  const format = await getFormatter()
  const title = inLocale(release.programme.title, locale)
  const total = release.rows.at(-1)!
  return (
    <div className="border-t border-rule py-3">
      <h3>
        {title}
        {release.programme.isEvaluation && <span className="font-regular text-ink-3"> · {t('evaluation')}</span>}
      </h3>
      <p className="mb-2 text-1 text-ink-2">
        {t('cohorts', { count: total.cohorts, on: format.dateTime(release.dataCut, { dateStyle: 'long' }) })}
      </p>
      <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={title}>
        <table className="rows">
          <caption className="sr">{title}</caption>
          <thead>
            <tr>
              <th>{t('partner')}</th>
              {total.cells.map(({ stage }) => (
                <th key={stage} className="text-right whitespace-nowrap">
                  {stage} <span className="font-regular">{t(`stages.${stage}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {release.rows.map(({ row, names, cells }) => (
              <tr key={row}>
                <th scope="row">{names ? inLocale(names, locale) : t('total')}</th>
                {cells.map(({ stage, value }, index) => {
                  const enrolled = cells[0]!.value
                  return (
                    <td key={stage} className="text-right">
                      {value ?? <span className="text-ink-3">{t('withheld')}</span>}
                      {index > 0 && value !== null && enrolled !== null && (
                        <span className="block text-ink-2">{t('percent', { percent: (100 * value) / enrolled })}</span>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
