import { randomUUID } from 'node:crypto'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { api } from '../../../_trpc/server.ts'
import { AskButton } from '../../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../../_ui/data-table.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { goBack, setQuota } from '../_actions.ts'

type Sovereignty = Awaited<ReturnType<typeof api>>['sovereignty']
export type Quotas = Awaited<ReturnType<Sovereignty['quotas']>>
export type QuotasOf = Awaited<ReturnType<Sovereignty['quotasOf']>>
export type Limit = QuotasOf['limits'][number]

/** An amount in its unit. */
export async function Amount({ unit, value }: { unit: Limit['unit']; value: number }) {
  const t = await getTranslations('quotas')
  return <span className="whitespace-nowrap">{t(`amounts.${unit}`, { value })}</span>
}

async function Fields({ limit, organisationId }: { limit: Limit; organisationId: string | null }) {
  const t = await getTranslations('quotas')
  return (
    <>
      <input type="hidden" name="quotaId" value={randomUUID()} />
      <input type="hidden" name="kind" value={limit.kind} />
      <input type="hidden" name="organisationId" value={organisationId ?? ''} />
      <TextField
        label={t('reason')}
        name="reason"
        description={t('reasonHelp')}
        minLength={5}
        autoComplete="off"
        required
      />
    </>
  )
}

async function Change({ limit, organisationId }: { limit: Limit; organisationId: string | null }) {
  const t = await getTranslations('quotas')
  const name = t(`kinds.${limit.kind}`)
  const isOwn = limit.origin === (organisationId ? 'organisation' : 'site')
  const fields: ReactNode = <Fields limit={limit} organisationId={organisationId} />
  return (
    <div className="flex gap-3">
      <AskButton
        label={t('change')}
        look="link"
        title={t('changeTitle', { limit: name })}
        confirm={t('save')}
        cancel={t('cancel')}
        action={setQuota}
      >
        <p>{t(`helps.${limit.kind}`)}</p>
        <TextField
          label={t(limit.unit === 'megabytes' ? 'numberMegabytes' : 'number')}
          name="value"
          type="number"
          min={1}
          max={limit.kind === 'workspace' ? 2_000 : 1_000_000}
          defaultValue={limit.value}
          required
        />
        {fields}
      </AskButton>
      {isOwn && (
        <AskButton
          label={t('back')}
          look="link"
          title={t('backTitle', { limit: name })}
          confirm={t('back')}
          cancel={t('cancel')}
          action={goBack}
        >
          <p>{t('backText')}</p>
          {fields}
        </AskButton>
      )}
    </div>
  )
}

/** Every limit with where its number comes from, and what is used of it where that is one number. */
export async function LimitTable({
  caption,
  limits,
  organisationId,
}: {
  caption: string
  limits: readonly Limit[]
  organisationId: string | null
}) {
  const t = await getTranslations('quotas')
  const columns: Column<Limit>[] = [
    {
      id: 'limit',
      title: t('limit'),
      isHead: true,
      cell: ({ kind }) => (
        <>
          <span className="block min-w-[140px]">{t(`kinds.${kind}`)}</span>
          <span className="block max-w-[420px] text-1 font-regular text-ink-3">{t(`helps.${kind}`)}</span>
        </>
      ),
    },
    { id: 'value', title: t('value'), isNumber: true, cell: ({ unit, value }) => <Amount unit={unit} value={value} /> },
  ]
  if (organisationId)
    columns.push({
      id: 'used',
      title: t('used'),
      isNumber: true,
      cell: (limit) => <Used limit={limit} />,
    })
  columns.push(
    { id: 'origin', title: t('origin'), cell: ({ origin }) => t(`origins.${origin}`) },
    { id: 'change', title: t('actions'), cell: (limit) => <Change limit={limit} organisationId={organisationId} /> },
  )
  return <DataTable caption={caption} columns={columns} rows={limits} rowKey={({ kind }) => kind} />
}

async function Used({ limit }: { limit: Limit }) {
  const t = await getTranslations('quotas')
  if (limit.of !== 'organisation') return '—'
  if (limit.used === null) return <span className="text-ink-3">{t('unknown')}</span>
  return (
    <span className={limit.used >= limit.value ? 'text-shu' : undefined}>
      <Amount unit={limit.unit} value={limit.used} />
    </span>
  )
}
