import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import type { api } from '../../_trpc/server.ts'
import { Mark } from '../../_ui/mark.tsx'

type Caller = Awaited<ReturnType<typeof api>>
export type Review = NonNullable<Awaited<ReturnType<Caller['assessment']['submission']>>['review']>

const MARKS = { met: 'passed', not_met: 'failed' } as const

/** Whether a person marked it, and when. */
export async function ReviewLine({ review }: { review: Review }) {
  const t = await getTranslations('review')
  const format = await getFormatter()
  const at = review.recordedAt && format.dateTime(review.recordedAt, { dateStyle: 'long', timeStyle: 'short' })
  return <p className="my-2">{t(`states.${review.state}`, { file: review.file, at: at ?? '' })}</p>
}

/** What a person marked of a submission: each criterion with what it asks, and what was written beside. */
export async function ReviewMarks({ review }: { review: Review }) {
  const t = await getTranslations('review')
  const locale = await getLocale()
  return (
    <>
      <ol className="border-t border-rule">
        {review.criteria.map(({ id, title, lookFor, mark }) => (
          <li key={id} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 border-b border-rule py-3">
            <span className="mt-1">
              <Mark
                kind={mark ? MARKS[mark] : 'open'}
                label={t(mark === null ? 'unmarked' : mark === 'met' ? 'met' : 'notMet')}
              />
            </span>
            <div>
              <b>{inLocale(title, locale)}</b>
              <p className="text-1 text-ink-2">{inLocale(lookFor, locale)}</p>
            </div>
          </li>
        ))}
      </ol>
      {review.note && <p className="mt-4 border-l-2 border-ai pl-4 whitespace-pre-wrap">{review.note}</p>}
    </>
  )
}
