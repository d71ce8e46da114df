import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { Provenance } from '../../../_features/submissions/provenance.tsx'
import { Replays } from '../../../_features/submissions/replays.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { outcomeWords } from '../_components/outcome-words.ts'
import { type Grade, SideBySide } from './_components/side-by-side.tsx'

interface Props {
  params: Promise<{ submissionId: string }>
}

const read = cache(async (submissionId: string) => forPage((await api()).assessment.grade({ submissionId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await read((await params).submissionId)
  return { title: (await getTranslations('grades'))('one', { id: id.slice(-8) }) }
}

async function Headline({ grade: { stored, replayed } }: { grade: Grade }) {
  const t = await getTranslations('grades.headline')
  if (!stored) return t('notGraded')
  const words = await outcomeWords(stored.outcome)
  if (!replayed) return t('never', { stored: words })
  if (replayed.outcome.state === 'ungradable') return t('ungradable', { stored: words })
  if (replayed.resultDigest === stored.resultDigest) return t('same', { stored: words })
  return t('other', { stored: words, replayed: await outcomeWords(replayed.outcome) })
}

export default async function GradePage({ params }: Props) {
  const t = await getTranslations('grades')
  const words = await getTranslations('submission')
  const provenance = await getTranslations('provenance')
  const format = await getFormatter()
  const locale = await getLocale()
  const grade = await read((await params).submissionId)
  const { id, activity } = grade
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/audit/grades' }, { text: t('one', { id: id.slice(-8) }) }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <p className="text-ink-3">
            {activity.code} · {inLocale(activity.title, locale)}
          </p>
          <h1>
            <span role="status">
              <Headline grade={grade} />
            </span>
          </h1>
          <p className="mt-1 text-1 text-ink-2 [overflow-wrap:anywhere]">
            {t('facts', {
              id,
              mode: words(`modes.${grade.mode}`),
              at: format.dateTime(grade.receivedAt, { dateStyle: 'long', timeStyle: 'medium' }),
            })}
          </p>
        </div>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[3fr_2fr]">
          {grade.stored && (
            <section className="py-6">
              <SectionHead title={t('side')} note={t('sideNote')} />
              <SideBySide grade={grade} />
            </section>
          )}
          <div>
            <Replays submissionId={id} replays={grade.replays} mayReplay={grade.mayReplay} mayDecide />
            <section className="pb-6">
              <SectionHead title={provenance('title')} note={provenance('note')} />
              <Provenance facts={grade.provenance} />
            </section>
          </div>
        </div>
      </main>
    </>
  )
}
