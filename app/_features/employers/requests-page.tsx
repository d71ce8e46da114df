import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextArea } from '../../_ui/text-field.tsx'
import { forPage } from '../calls/fault.ts'
import { Head } from '../shell/head.tsx'
import { decideRequest } from './actions.ts'
import { countryName } from './country-field.tsx'

type Requests = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['listRequests']>>

async function Waiting({ request }: { request: Requests['waiting'][number] }) {
  const t = await getTranslations('employerRequests')
  const format = await getFormatter()
  const name = (await getLocale()) === 'ja' ? request.nameJa : request.nameEn
  const other = (await getLocale()) === 'ja' ? request.nameEn : request.nameJa
  return (
    <li className="grid gap-2 border-b border-rule py-4">
      <h3>
        {name} <span className="font-regular text-ink-3">{other}</span>
      </h3>
      <p className="text-1 break-words text-ink-2">
        {t('asked', {
          at: format.dateTime(request.requestedAt, { dateStyle: 'long', timeStyle: 'short' }),
          name: request.contactName,
          email: request.contactEmail,
          country: await countryName(request.country),
        })}
      </p>
      <p className="max-w-[640px] whitespace-pre-line">{request.purpose}</p>
      {request.namesakes > 0 && <p className="text-shu">{t('namesake')}</p>}
      <div className="flex flex-wrap items-start gap-2">
        <ActionForm action={decideRequest} className="">
          <input type="hidden" name="requestId" value={request.id} />
          <SubmitButton look="go" name="decision" value="approved">
            {t('approve')}
            <span className="sr"> {t('approveOf', { name })}</span>
          </SubmitButton>
        </ActionForm>
        <AskButton
          label={
            <>
              {t('refuse')}
              <span className="sr"> {t('refuseOf', { name })}</span>
            </>
          }
          title={t('refuseOf', { name })}
          action={decideRequest}
          confirm={t('refuse')}
          cancel={t('cancel')}
          isDanger
        >
          <p>{t('refuseText')}</p>
          <input type="hidden" name="requestId" value={request.id} />
          <input type="hidden" name="decision" value="refused" />
          <TextArea label={t('reason')} name="reason" rows={3} maxLength={500} required />
        </AskButton>
      </div>
    </li>
  )
}

/** Who asks to look for people here, for those who let them in. */
export async function RequestsPage() {
  const t = await getTranslations('employerRequests')
  const format = await getFormatter()
  const locale = await getLocale()
  const { waiting, decided } = await forPage((await api()).employers.listRequests())
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{t('lede', { count: waiting.length })}</h1>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_360px]">
          <section className="py-6">
            <SectionHead title={t('waiting')} note={t('waitingNote')} />
            {waiting.length === 0 && (
              <EmptyState title={t('none')}>{t('noneNext', { path: '/employers/join' })}</EmptyState>
            )}
            <ul className={waiting.length > 0 ? 'border-t border-rule' : undefined}>
              {waiting.map((request) => (
                <Waiting key={request.id} request={request} />
              ))}
            </ul>
          </section>
          <section className="py-6">
            <SectionHead title={t('decided')} note={t('decidedNote')} />
            {decided.length === 0 && <p className="border-t border-rule py-2 text-ink-2">{t('noneDecided')}</p>}
            <ul className={decided.length > 0 ? 'border-t border-rule' : undefined}>
              {decided.map((row) => (
                <li key={row.id} className="border-b border-rule py-2">
                  {locale === 'ja' ? row.nameJa : row.nameEn}
                  <span className="block text-1 text-ink-2">
                    {t(`decisions.${row.decision}`, {
                      at: format.dateTime(row.decidedAt, { dateStyle: 'long' }),
                      reason: row.reason ?? '',
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </main>
    </>
  )
}
