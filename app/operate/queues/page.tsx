import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { FactList } from '../../_ui/fact-list.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { discardJob, retryJob } from './_actions.ts'

type Queues = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['queues']>>
type FailedJob = Queues['failed'][number]
type TaskQueue = Queues['tasks'][number]

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('queues'))('title') }
}

async function Settle({ jobId, task }: { jobId: string; task: string }) {
  const t = await getTranslations('queues')
  return (
    <div className="flex gap-2">
      <ActionForm action={retryJob} className="grid gap-1">
        <input type="hidden" name="jobId" value={jobId} />
        <SubmitButton look="link">{t('retry')}</SubmitButton>
      </ActionForm>
      <AskButton
        label={t('discard')}
        look="link"
        title={t('discardTitle', { jobId })}
        confirm={t('discard')}
        cancel={t('cancel')}
        action={discardJob}
        isDanger
      >
        <p>{t('discardText', { task })}</p>
        <input type="hidden" name="jobId" value={jobId} />
      </AskButton>
    </div>
  )
}

async function Failed({ rows }: { rows: readonly FailedJob[] }) {
  const t = await getTranslations('queues')
  const format = await getFormatter()
  if (rows.length === 0) return <EmptyState title={t('noneFailed')} />
  const columns: Column<FailedJob>[] = [
    { id: 'task', title: t('task'), isHead: true, cell: ({ task }) => <code className="mono">{task}</code> },
    { id: 'job', title: t('job'), cell: ({ jobId }) => jobId },
    { id: 'tries', title: t('tries'), isNumber: true, cell: ({ attempts }) => attempts },
    {
      id: 'at',
      title: t('at'),
      cell: ({ failedAt }) => format.dateTime(failedAt, { dateStyle: 'medium', timeStyle: 'short' }),
    },
    {
      id: 'cause',
      title: t('cause'),
      cell: ({ code, jobId }) => (code ? <code className="mono">{code}</code> : t('inLog', { jobId })),
    },
    { id: 'settle', title: t('actions'), cell: ({ jobId, task }) => <Settle jobId={jobId} task={task} /> },
  ]
  return <DataTable caption={t('failed')} columns={columns} rows={rows} rowKey={({ jobId }) => jobId} />
}

async function Tasks({ rows }: { rows: readonly TaskQueue[] }) {
  const t = await getTranslations('queues')
  if (rows.length === 0) return <EmptyState title={t('noTasks')} />
  const columns: Column<TaskQueue>[] = [
    { id: 'task', title: t('task'), isHead: true, cell: ({ task }) => <code className="mono">{task}</code> },
    { id: 'waiting', title: t('waiting'), isNumber: true, cell: ({ waiting }) => waiting },
    {
      id: 'oldest',
      title: t('oldest'),
      isNumber: true,
      cell: ({ oldestSeconds }) => (oldestSeconds === null ? '—' : t('seconds', { seconds: oldestSeconds })),
    },
    { id: 'running', title: t('running'), isNumber: true, cell: ({ running }) => running },
    { id: 'later', title: t('later'), isNumber: true, cell: ({ later }) => later },
    {
      id: 'failed',
      title: t('gaveUp'),
      isNumber: true,
      cell: ({ failed }) => <span className={failed > 0 ? 'text-shu' : undefined}>{failed}</span>,
    },
  ]
  return <DataTable caption={t('tasks')} columns={columns} rows={rows} rowKey={({ task }) => task} />
}

async function Grading({ queue }: { queue: Queues['grading'] }) {
  const t = await getTranslations('queues')
  const { waiting, running, oldestSeconds, ungradable } = queue
  return (
    <FactList
      facts={[
        { term: t('waiting'), value: waiting },
        { term: t('oldest'), value: oldestSeconds === null ? '—' : t('seconds', { seconds: oldestSeconds }) },
        { term: t('running'), value: running },
        {
          term: t('ungradable'),
          value: <span className={ungradable > 0 ? 'text-shu' : undefined}>{ungradable}</span>,
        },
      ]}
    />
  )
}

export default async function QueuesPage() {
  const t = await getTranslations('queues')
  const { tasks, failed, grading } = await forPage((await api()).sovereignty.queues())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { count: failed.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        <section className="py-6">
          <SectionHead title={t('failed')} note={t('failedNote')} />
          <Failed rows={failed} />
        </section>
        <div className="grid gap-x-12 *:min-w-0 xl:grid-cols-[3fr_2fr]">
          <section className="py-6">
            <SectionHead title={t('tasks')} />
            <Tasks rows={tasks} />
          </section>
          <section className="py-6">
            <SectionHead title={t('grading')} note={t('gradingNote')} />
            <Grading queue={grading} />
          </section>
        </div>
      </main>
    </>
  )
}
