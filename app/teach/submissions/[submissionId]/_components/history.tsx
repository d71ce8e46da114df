import { getFormatter, getTranslations } from 'next-intl/server'
import type { api } from '../../../../_trpc/server.ts'
import { Link } from '../../../../_ui/link.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'

type Entries = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['assessment']['history']>>

/** All that this learner handed in for the activity, each to open or to compare with the one that is open. */
export async function History({ submissionId, entries }: { submissionId: string; entries: Entries }) {
  const t = await getTranslations('history')
  const words = await getTranslations('submission')
  const format = await getFormatter()
  return (
    <section className="py-6">
      <SectionHead title={t('title')} note={t('note', { count: entries.length })} />
      <ol className="border-t border-rule">
        {entries.map(({ id, receivedAt, mode, grade }) => {
          const at = format.dateTime(receivedAt, { dateStyle: 'medium', timeStyle: 'medium' })
          return (
            <li key={id} className="flex flex-wrap items-baseline gap-x-4 border-b border-rule py-2">
              <span className="mr-auto">
                {id === submissionId ? <b>{at}</b> : <Link href={`/teach/submissions/${id}`}>{at}</Link>}
                <span className="block text-1 text-ink-2">
                  {words(`modes.${mode}`)} ·{' '}
                  {grade ? words(grade.isPassed ? 'passed' : 'notPassed', { score: grade.score }) : t('noGrade')}
                </span>
              </span>
              {id === submissionId ? (
                <span className="text-1 text-ink-3">{t('this')}</span>
              ) : (
                <Link href={`/teach/submissions/${submissionId}/compare/${id}`} className="text-1">
                  {t('compare')}
                  <span className="sr"> {at}</span>
                </Link>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
