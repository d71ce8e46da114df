import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'

export interface PublicProgramme {
  slug: string
  title: { en: string; ja: string }
  isEvaluation: boolean
  cohorts: number
  stages: readonly { stage: string; count: number | null }[]
}

/** What anybody may know of a programme: counts over frozen rosters, small groups left out and said so. */
export async function OutcomeTable({ programme }: { programme: PublicProgramme }) {
  const t = await getTranslations('outcomes')
  const locale = await getLocale()
  const title = inLocale(programme.title, locale)
  const total = programme.stages[0]?.count ?? null
  if (programme.cohorts === 0) {
    return (
      <p className="border-t border-rule py-3">
        <b>{title}.</b> <span className="text-ink-2">{t('notFrozen')}</span>
      </p>
    )
  }
  return (
    <div className="border-t border-rule py-3">
      <h3>
        {title}
        {programme.isEvaluation && <span className="font-regular text-ink-3"> · {t('evaluation')}</span>}
      </h3>
      <p className="mb-2 text-1 text-ink-2">{t('cohorts', { count: programme.cohorts })}</p>
      <table className="rows max-w-[720px]">
        <thead>
          <tr>
            <th>{t('stage')}</th>
            <th className="text-right">{t('people')}</th>
            <th className="text-right">{t('share')}</th>
          </tr>
        </thead>
        <tbody>
          {programme.stages.map(({ stage, count }) => (
            <tr key={stage}>
              <th scope="row">
                {stage} <span className="font-regular">{t(`stages.${stage}`)}</span>
              </th>
              <td className="text-right">{count ?? t('withheld')}</td>
              <td className="text-right">
                {count === null || !total ? '—' : t('percent', { percent: (100 * count) / total })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
