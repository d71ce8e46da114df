import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { CONTRACTS } from '../../../../server/employers/inputs.ts'
import { forPage } from '../../../_features/calls/fault.ts'
import { CandidateSheet } from '../../../_features/employers/candidate-sheet.tsx'
import { countryName } from '../../../_features/employers/country-field.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { FactList } from '../../../_ui/fact-list.tsx'
import { Link } from '../../../_ui/link.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { SelectField } from '../../../_ui/select-field.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { recordPlacement, stillShown } from '../../_actions.ts'
import { WhileConsented } from '../../_components/while-consented.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('candidate'))('title') }
}

async function PlacementForm({ consentId }: { consentId: string }) {
  const t = await getTranslations('candidate')
  const words = await getTranslations('placements')
  return (
    <ActionForm action={recordPlacement} label={t('place')}>
      <input type="hidden" name="placementId" value={randomUUID()} />
      <input type="hidden" name="consentId" value={consentId} />
      <TextField label={t('startsOn')} name="startsOn" type="date" required />
      <TextField label={t('hours')} name="hoursPerWeek" type="number" min={1} max={60} required />
      <SelectField
        label={t('contract')}
        name="contract"
        options={CONTRACTS.map((value) => ({ value, label: words(`contracts.${value}`) }))}
      />
      <TextField
        label={t('reference')}
        name="reference"
        description={t('referenceHelp')}
        maxLength={120}
        autoComplete="off"
        required
      />
      <p>
        <SubmitButton>{t('record')}</SubmitButton>
      </p>
    </ActionForm>
  )
}

export default async function CandidatePage({ params }: { params: Promise<{ consentId: string }> }) {
  const t = await getTranslations('candidate')
  const openings = await getTranslations('openings')
  const format = await getFormatter()
  const locale = await getLocale()
  const { consentId } = await params
  const candidate = await forPage((await api()).employers.candidate({ consentId }))
  const { opening, role, view, purpose, country, grantedAt, endsAt } = candidate
  return (
    <>
      <Head
        crumbs={[
          { text: openings('title'), href: '/hire/openings' },
          { text: opening.title, href: `/hire/openings/${opening.id}` },
          { text: t('title') },
        ]}
      />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('title')}</h1>
          <p className="mt-1 max-w-[640px] text-ink-2">{t('written')}</p>
        </div>
        <WhileConsented key={consentId} consentIds={[consentId]} ask={stillShown} gone={t('gone')}>
          <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_360px]">
            <div className="py-6">
              <CandidateSheet view={view} role={role.name ? inLocale(role.name, locale) : role.code} />
            </div>
            <div className="grid content-start gap-8 py-6">
              <section>
                <SectionHead title={t('consent')} />
                <FactList
                  facts={[
                    { term: t('purpose'), value: purpose },
                    { term: t('recipientCountry'), value: await countryName(country) },
                    { term: t('since'), value: format.dateTime(grantedAt, { dateStyle: 'long' }) },
                    { term: t('until'), value: format.dateTime(endsAt, { dateStyle: 'long', timeZone: 'UTC' }) },
                  ]}
                />
              </section>
              <section>
                <SectionHead title={t('place')} note={t('placeNote')} />
                {candidate.isPlaced ? (
                  <p className="border-t border-rule py-2">
                    {t('placed')} <Link href="/hire/placements">{t('toPlacements')}</Link>
                  </p>
                ) : (
                  <PlacementForm consentId={consentId} />
                )}
              </section>
            </div>
          </div>
        </WhileConsented>
      </main>
    </>
  )
}
