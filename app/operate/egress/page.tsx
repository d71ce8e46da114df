import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { allowDestination, endDestination } from './_actions.ts'

type Egress = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['sovereignty']['egress']>>
type Destination = Egress['destinations'][number]
type Attempt = Egress['attempts'][number]

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('egress'))('title') }
}

const address = ({ host, port }: { host: string; port: number }) => `${host}:${port}`

async function Destinations({ rows }: { rows: readonly Destination[] }) {
  const t = await getTranslations('egress')
  const format = await getFormatter()
  if (rows.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
  const columns: Column<Destination>[] = [
    { id: 'to', title: t('destination'), isHead: true, cell: (row) => <code className="mono">{address(row)}</code> },
    { id: 'purpose', title: t('purpose'), cell: (row) => t(`purposes.${row.purpose}`) },
    { id: 'reason', title: t('reason'), cell: (row) => row.reason },
    { id: 'owner', title: t('owner'), cell: (row) => row.owner },
    { id: 'since', title: t('since'), cell: (row) => format.dateTime(row.addedAt, { dateStyle: 'medium' }) },
    {
      id: 'end',
      title: t('actions'),
      cell: (row) => (
        <AskButton
          label={t('end')}
          title={t('endTitle', { destination: address(row) })}
          confirm={t('end')}
          cancel={t('cancel')}
          action={endDestination}
        >
          <p>{t('endText')}</p>
          <input type="hidden" name="destinationId" value={row.id} />
        </AskButton>
      ),
    },
  ]
  return <DataTable caption={t('allowed')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

async function Attempts({ rows }: { rows: readonly Attempt[] }) {
  const t = await getTranslations('egress')
  const format = await getFormatter()
  if (rows.length === 0) return <EmptyState title={t('noAttempts')} />
  const columns: Column<Attempt>[] = [
    {
      id: 'at',
      title: t('at'),
      isHead: true,
      cell: (row) => format.dateTime(row.at, { dateStyle: 'medium', timeStyle: 'medium' }),
    },
    { id: 'to', title: t('destination'), cell: (row) => <code className="mono">{address(row)}</code> },
    { id: 'purpose', title: t('purpose'), cell: (row) => t(`purposes.${row.purpose}`) },
    {
      id: 'outcome',
      title: t('outcome'),
      cell: (row) => (
        <span className={row.outcome === 'allowed' ? undefined : 'text-shu'}>{t(`outcomes.${row.outcome}`)}</span>
      ),
    },
  ]
  return <DataTable caption={t('attempts')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

export default async function EgressPage() {
  const t = await getTranslations('egress')
  const { destinations, attempts, waiting } = await forPage((await api()).sovereignty.egress())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('lede', { count: destinations.length })}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('text')}</p>
        </div>
        {waiting.map((to) => (
          <p key={address(to)} className="border-b border-rule py-4 font-strong text-shu">
            {t('waiting', { destination: address(to) })}
          </p>
        ))}
        <section className="py-6">
          <SectionHead title={t('allowed')} />
          <Destinations rows={destinations} />
        </section>
        <section className="max-w-[620px] py-6">
          <SectionHead title={t('add')} note={t('addNote')} />
          <ActionForm action={allowDestination} done={t('added')}>
            <input type="hidden" name="destinationId" value={randomUUID()} />
            <input type="hidden" name="purpose" value="mail" />
            <div className="grid gap-4 sm:grid-cols-[1fr_120px]">
              <TextField label={t('host')} name="host" defaultValue={waiting[0]?.host} autoComplete="off" required />
              <TextField
                label={t('port')}
                name="port"
                type="number"
                min={1}
                max={65535}
                defaultValue={waiting[0]?.port ?? 587}
                required
              />
            </div>
            <TextField label={t('reason')} name="reason" description={t('reasonHelp')} minLength={5} required />
            <TextField label={t('owner')} name="owner" description={t('ownerHelp')} minLength={2} required />
            <p>
              <SubmitButton look="go">{t('allow')}</SubmitButton>
            </p>
          </ActionForm>
        </section>
        <section className="py-6">
          <SectionHead title={t('attempts')} note={t('attemptsNote')} />
          <Attempts rows={attempts} />
        </section>
      </main>
    </>
  )
}
