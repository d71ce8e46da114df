import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { Link } from '../../_ui/link.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { TextArea } from '../../_ui/text-field.tsx'
import { Whole } from '../../_ui/whole.tsx'
import { revokeCredential } from '../_actions.ts'

type Names = { en: string; ja: string }

export interface IssuedCredential {
  id: string
  handle: string
  name: Names
  learnerName: string
  cohortNames: Names
  issuedAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

async function Withdraw({ credential }: { credential: IssuedCredential }) {
  const t = await getTranslations('manage.issued')
  const name = inLocale(credential.name, await getLocale())
  return (
    <AskButton
      label={
        <>
          {t('withdraw')}
          <span className="sr"> {t('of', { name, person: credential.learnerName })}</span>
        </>
      }
      look="link"
      title={t('withdrawTitle', { name, person: credential.learnerName })}
      action={revokeCredential}
      confirm={t('withdrawDo')}
      cancel={t('cancel')}
      isDanger
    >
      <p>{t('withdrawText')}</p>
      <input type="hidden" name="credentialId" value={credential.id} />
      <TextArea
        label={t('reason')}
        name="reason"
        description={t('reasonHelp')}
        rows={3}
        minLength={3}
        maxLength={500}
        required
      />
    </AskButton>
  )
}

/** What was awarded in one's programmes, and the way to withdraw it. */
export async function IssuedCredentials({ credentials, now }: { credentials: readonly IssuedCredential[]; now: Date }) {
  const t = await getTranslations('manage.issued')
  const locale = await getLocale()
  const format = await getFormatter()
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium' })
  const state = ({ revokedAt, expiresAt }: IssuedCredential) => {
    if (revokedAt) return <span className="text-ink-3">{t('withdrawn', { on: day(revokedAt) })}</span>
    return expiresAt < now ? (
      <span className="text-ink-3">{t('expired')}</span>
    ) : (
      t('validUntil', { on: day(expiresAt) })
    )
  }
  const columns: Column<IssuedCredential>[] = [
    { id: 'person', title: t('person'), isHead: true, cell: (row) => <Whole>{row.learnerName}</Whole> },
    {
      id: 'credential',
      title: t('credential'),
      cell: (row) => <Link href={`/credentials/${row.handle}`}>{inLocale(row.name, locale)}</Link>,
    },
    { id: 'cohort', title: t('cohort'), cell: (row) => inLocale(row.cohortNames, locale) },
    { id: 'issued', title: t('issuedOn'), cell: (row) => <Whole>{day(row.issuedAt)}</Whole> },
    { id: 'state', title: t('state'), cell: (row) => <Whole>{state(row)}</Whole> },
    { id: 'verb', title: t('verb'), cell: (row) => !row.revokedAt && <Withdraw credential={row} /> },
  ]
  return (
    <section className="py-6">
      <SectionHead title={t('title')} note={t('note', { count: credentials.length })} />
      {credentials.length > 0 ? (
        <DataTable caption={t('title')} columns={columns} rows={credentials} rowKey={(row) => row.id} />
      ) : (
        <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      )}
    </section>
  )
}
