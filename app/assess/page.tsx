import type { Metadata } from 'next'
import { getNow, getTranslations } from 'next-intl/server'
import { forPage } from '../_features/calls/fault.ts'
import { Head } from '../_features/shell/head.tsx'
import { requireArea } from '../_features/shell/person.ts'
import { api } from '../_trpc/server.ts'
import { EmptyState } from '../_ui/empty-state.tsx'
import { KeepFresh } from '../_ui/keep-fresh.tsx'
import { SectionHead } from '../_ui/section-head.tsx'
import { Assignment } from './_components/assignment.tsx'
import { stateOf } from './_components/assignment-state.ts'
import { ObservationTasks } from './_components/observation-tasks.tsx'
import { ReviewTasks } from './_components/review-tasks.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assess'))('title') }
}

const MATTERS = ['waiting', 'running', 'closed'] as const

/** Proctors and assessors share the area; each sees what they are assigned to. */
async function readTasks() {
  const { me } = await requireArea('assess')
  const has = (wanted: string) => me.memberships.some(({ role }) => role === wanted)
  const { assessment } = await api()
  return {
    assignments: has('proctor') ? await forPage(assessment.listAssignments()) : null,
    observations: has('assessor') ? await forPage(assessment.listObservationTasks()) : null,
    reviews: has('assessor') ? await forPage(assessment.listReviewTasks()) : null,
  }
}

export default async function AssessPage() {
  const t = await getTranslations('assess')
  const now = await getNow()
  const { assignments, observations, reviews } = await readTasks()
  const matter = (state: ReturnType<typeof stateOf>) => (state === 'confirmed' || state === 'open' ? 'running' : state)
  const byMatter = Object.groupBy(assignments ?? [], (assignment) => matter(stateOf(assignment, now)))
  const waiting = byMatter.waiting?.length ?? 0
  const memos = reviews?.filter(({ reviewedAt }) => reviewedAt === null).length ?? 0
  const unseen = observations?.filter(({ last }) => last === null).length ?? 0
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <KeepFresh everyMs={10_000} />
        <div className="border-b border-ink pb-6">
          <h1>{assignments ? t('lede', { waiting }) : t('observeLede', { waiting: unseen, memos })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t(assignments ? 'text' : 'observeText')}</p>
        </div>
        {assignments?.length === 0 && (
          <div className="pt-6">
            <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
          </div>
        )}
        {MATTERS.map((name) => {
          const rows = byMatter[name]
          return (
            rows && (
              <section key={name} className="pt-6">
                <SectionHead title={t(`matters.${name}`)} note={t('people', { count: rows.length })} />
                <ul className="border-t border-rule">
                  {rows.map((assignment) => (
                    <Assignment key={assignment.attemptId} assignment={assignment} now={now} />
                  ))}
                </ul>
              </section>
            )
          )
        })}
        {reviews && <ReviewTasks tasks={reviews} />}
        {observations && <ObservationTasks tasks={observations} />}
      </main>
    </>
  )
}
