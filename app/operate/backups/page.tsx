import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { orderBackup, setSchedule } from './_actions.ts'
import { type Backups, BackupTable } from './_components/backup-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('backups'))('title') }
}

async function Waiting({ jobs }: { jobs: Backups['waiting'] }) {
  const t = await getTranslations('backups')
  return (
    <div role="status" className="py-1">
      {jobs.map(({ jobId, kind, percent, startedAt }) => (
        <p key={jobId}>
          {kind === 'backup' ? t('taking', { percent }) : t('verifying')} {startedAt === null && t('soon')}
        </p>
      ))}
      <KeepFresh />
    </div>
  )
}

async function Trouble({ health, failed }: { health: Backups['health']; failed: Backups['failed'] }) {
  const t = await getTranslations('backups')
  const format = await getFormatter()
  const last = failed[0]
  return (
    <>
      {health.fault && last && (
        <p className="mt-2 text-shu">
          {t('failed', {
            at: format.dateTime(last.finishedAt!, { dateStyle: 'medium', timeStyle: 'short' }),
            why: t(`faults.${health.fault}`),
          })}
        </p>
      )}
      {health.isLate && <p className="mt-2 text-shu">{t('late')}</p>}
    </>
  )
}

async function Schedule({ schedule: { hour, keep } }: { schedule: Backups['schedule'] }) {
  const t = await getTranslations('backups')
  const hours = Array.from({ length: 24 }, (_, value) => ({
    ...{ value: String(value), label: t('hourAt', { hour: value }) },
  }))
  return (
    <section className="max-w-[620px] py-6">
      <SectionHead title={t('schedule')} note={t('scheduleNote')} />
      <ActionForm action={setSchedule} done={t('isSet')} label={t('schedule')}>
        <input type="hidden" name="scheduleId" value={randomUUID()} />
        <SelectField
          label={t('hour')}
          name="hour"
          defaultValue={hour === null ? '' : String(hour)}
          options={[{ value: '', label: t('never') }, ...hours]}
        />
        <TextField
          label={t('keep')}
          name="keep"
          type="number"
          min={1}
          max={365}
          defaultValue={keep}
          description={t('keepHelp')}
          required
        />
        <p>
          <SubmitButton>{t('set')}</SubmitButton>
        </p>
      </ActionForm>
    </section>
  )
}

export default async function BackupsPage() {
  const t = await getTranslations('backups')
  const format = await getFormatter()
  const { backups, waiting, failed, schedule, health, folder, isElsewhere, isProduction } = await forPage(
    (await api()).sovereignty.backups(),
  )
  const newest = backups[0]
  const here = backups.find(({ isHere, verifyFault }) => isHere && !verifyFault)
  const flag = isProduction ? ' --production' : ''
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>
            {newest
              ? t('lede', { at: format.dateTime(newest.takenAt, { dateStyle: 'long', timeStyle: 'short' }) })
              : t('ledeNone')}
          </h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
          <p className="mt-1 max-w-[640px] text-ink-2">
            {t('folder')}: <code className="mono [overflow-wrap:anywhere]">{folder}</code>
            {!isElsewhere && <span className="block">{t('inData')}</span>}
          </p>
          <Trouble health={health} failed={failed} />
          <div className="mt-4">
            {waiting.length > 0 ? (
              <Waiting jobs={waiting} />
            ) : (
              <ActionForm action={orderBackup} className="grid gap-2">
                <input type="hidden" name="jobId" value={randomUUID()} />
                <p>
                  <SubmitButton look="go">{t('take')}</SubmitButton>
                </p>
              </ActionForm>
            )}
          </div>
        </div>
        <section className="py-6">
          <SectionHead title={t('list')} note={t('listNote')} />
          <BackupTable rows={backups} canTry={waiting.length === 0} />
        </section>
        <Schedule schedule={schedule} />
        <section className="max-w-[720px] py-6">
          <SectionHead title={t('restore')} note={t('restoreNote')} />
          <code className="mono block border-t border-rule py-2 [overflow-wrap:anywhere]">
            {`TERAKOYA_DATA=/new/folder npm run restore -- ${folder}/${here?.file ?? 'FILE'}${flag}`}
          </code>
        </section>
      </main>
    </>
  )
}
