import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { forPage } from '../../../_features/calls/fault.ts'
import { Head } from '../../../_features/shell/head.tsx'
import { Refresh } from '../../../_features/submissions/refresh.tsx'
import { SubmissionView } from '../../../_features/submissions/submission-view.tsx'
import { api } from '../../../_trpc/server.ts'
import { Next } from './_components/next.tsx'
import { nextStepOf } from './_components/next-step.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('results'))('one') }
}

export default async function ResultPage({ params }: { params: Promise<{ submissionId: string }> }) {
  const t = await getTranslations('results')
  const { submissionId } = await params
  const { assessment, credentials, learning } = await api()
  const submission = await forPage(assessment.submission({ submissionId }))
  const [comments, paths, held] = await forPage(
    Promise.all([assessment.comments({ submissionId }), learning.path(), credentials.listMine()]),
  )
  const step = nextStepOf({ submission, paths, credentials: held })
  const isWaiting = submission.state.state === 'queued' || submission.state.state === 'grading'
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/learn/results' }, { text: submission.activity.code ?? t('one') }]} />
      <SubmissionView
        submission={submission}
        comments={comments}
        next={step && <Next step={step} name={submission.activity.code ?? t('one')} />}
      />
      {isWaiting && <Refresh />}
    </>
  )
}
