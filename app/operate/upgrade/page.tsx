import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { FactList } from '../../_ui/fact-list.tsx'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { orderRehearsal } from './_actions.ts'

type Upgrade = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['upgrade']>>
type Migration = Upgrade['pending'][number] & { ms?: number }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('upgrade'))('title') }
}

const inSeconds = (ms: number) => Math.round(ms / 100) / 10

async function Migrations({ rows, caption }: { rows: readonly Migration[]; caption: string }) {
  const t = await getTranslations('upgrade')
  const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : '—')
  const columns: Column<Migration>[] = [
    { id: 'name', title: t('name'), isHead: true, cell: ({ name }) => <code className="mono">{name}</code> },
    { id: 'kind', title: t('kind'), cell: ({ isAdditive }) => t(isAdditive ? 'additive' : 'changes') },
    {
      id: 'destroys',
      title: t('destroys'),
      cell: ({ destroys }) => <span className={destroys.length > 0 ? 'text-shu' : undefined}>{list(destroys)}</span>,
    },
    { id: 'rewrites', title: t('rewrites'), cell: ({ rewrites }) => list(rewrites) },
    { id: 'locks', title: t('locks'), cell: ({ locks }) => list(locks) },
  ]
  if (rows.some(({ ms }) => ms !== undefined))
    columns.push({
      id: 'time',
      title: t('time'),
      isNumber: true,
      cell: ({ ms }) => (ms === undefined ? '—' : t('seconds', { seconds: inSeconds(ms) })),
    })
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ name }) => name} />
}

async function Trial({ upgrade: { rehearsal, waiting } }: { upgrade: Upgrade }) {
  const t = await getTranslations('upgrade')
  const why = await getTranslations('backups')
  const format = await getFormatter()
  const result = rehearsal?.result
  const at = rehearsal && format.dateTime(rehearsal.at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section className="max-w-[880px] py-6">
      <SectionHead title={t('rehearsal')} note={t('rehearsalNote')} />
      {!rehearsal && !waiting && <p className="border-t border-rule py-3 text-ink-2">{t('never')}</p>}
      {at && rehearsal.fault && (
        <p className="border-t border-rule py-3 text-shu">
          {t('failed', { at, why: why(`faults.${rehearsal.fault}`) })}
        </p>
      )}
      {at && result && (
        <>
          <p className="border-t border-rule py-3">{t('went', { at, version: result.version })}</p>
          <FactList
            facts={[
              {
                term: t('rows.copy'),
                value: t('copied', { rows: result.rows, seconds: inSeconds(result.restoreMs) }),
              },
              {
                term: t('rows.migrations'),
                value: t('applied', {
                  count: result.migrations.length,
                  seconds: inSeconds(result.migrations.reduce((sum, { ms }) => sum + ms, 0)),
                }),
              },
              { term: t('rows.content'), value: t('published', result.content) },
            ]}
          />
          {result.migrations.length > 0 && <Migrations rows={result.migrations} caption={t('rehearsal')} />}
        </>
      )}
      <div className="mt-4">
        {waiting ? (
          <p role="status">
            {t('rehearsing', { percent: waiting.percent })}
            <KeepFresh />
          </p>
        ) : (
          <ActionForm action={orderRehearsal} className="grid gap-2">
            <input type="hidden" name="jobId" value={randomUUID()} />
            <p>
              <SubmitButton look="go">{t('rehearse')}</SubmitButton>
            </p>
          </ActionForm>
        )}
      </div>
    </section>
  )
}

export default async function UpgradePage() {
  const t = await getTranslations('upgrade')
  const format = await getFormatter()
  const upgrade = await forPage((await api()).sovereignty.upgrade())
  const { version, schema, pending, backups, isProduction } = upgrade
  const isNewer = schema.unknown > 0
  const backupAt = backups.takenAt && format.dateTime(backups.takenAt, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>
            {isNewer ? t('ledeNewer') : pending.length === 0 ? t('ledeNone') : t('lede', { count: pending.length })}
          </h1>
          {isNewer && <p className="mt-1 max-w-[640px] text-shu">{t('newerText')}</p>}
          <p className="mt-1 max-w-[640px] text-ink-2">
            {t('text')} {isProduction && t('before')}
          </p>
        </div>
        <section className="max-w-[620px] py-6">
          <SectionHead title={t('facts')} links={<Link href="/operate/backups">{t('toBackups')}</Link>} />
          <FactList
            facts={[
              { term: t('running'), value: version.running },
              { term: t('checkout'), value: version.checkout },
              { term: t('schema'), value: t('schemaFacts', { count: schema.applied, name: schema.newest ?? '—' }) },
              { term: t('backup'), value: backupAt ?? t('noBackup') },
            ]}
          />
        </section>
        {pending.length > 0 && (
          <section className="py-6">
            <SectionHead title={t('pending')} note={t('pendingNote')} />
            <Migrations rows={pending} caption={t('pending')} />
          </section>
        )}
        <Trial upgrade={upgrade} />
        <p className="max-w-[640px] text-1 text-ink-2">
          {t('command')}{' '}
          <code className="code-chip whitespace-nowrap">
            npm run upgrade -- check --rehearse{isProduction ? ' --production' : ''}
          </code>
        </p>
      </main>
    </>
  )
}
