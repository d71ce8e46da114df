import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { CONSENT_ITEMS } from '../../../../../server/employers/inputs.ts'
import { forPage } from '../../../../_features/calls/fault.ts'
import { CandidateSheet } from '../../../../_features/employers/candidate-sheet.tsx'
import { countryName } from '../../../../_features/employers/country-field.tsx'
import { Head } from '../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { ActionForm } from '../../../../_ui/action-form.tsx'
import { ChoiceList } from '../../../../_ui/choice-list.tsx'
import { FactList } from '../../../../_ui/fact-list.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../../_ui/submit-button.tsx'
import { TextField } from '../../../../_ui/text-field.tsx'
import { grantConsent } from '../../_actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sharing'))('choose') }
}

type Preview = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['preview']>>
type Items = Preview['view']['items']

async function Facts({ opening }: { opening: Preview['opening'] }) {
  const t = await getTranslations('sharing')
  const format = await getFormatter()
  const closes = format.dateTime(new Date(`${opening.closesOn}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const country = opening.organisationCountry ?? opening.country
  return (
    <FactList
      facts={[
        { term: t('recipient'), value: inLocale(opening.organisationNames, await getLocale()) },
        { term: t('country'), value: await countryName(country) },
        { term: t('purposeTerm'), value: opening.purpose },
        { term: t('workplace'), value: `${opening.place}, ${await countryName(opening.country)}` },
        { term: t('closes'), value: closes },
        { term: t('terms'), value: <span className="whitespace-pre-line">{opening.terms}</span> },
      ]}
    />
  )
}

/** Choosing is a question to the server, which answers with the preview: what is then granted is what stands there. */
async function Choose({ items }: { items: Items }) {
  const t = await getTranslations('sharing')
  const words = await getTranslations('candidate')
  return (
    <form method="get" action="#preview" className="grid gap-4">
      <ChoiceList
        name="items"
        kind="checkbox"
        legend={t('choose')}
        checked={items}
        choices={CONSENT_ITEMS.map((item) => ({
          value: item,
          label: words(`items.${item}`),
          description: words(`about.${item}`),
        }))}
      />
      <p className="text-1 text-ink-3">{t('chooseNote')}</p>
      <p>
        <button type="submit" className="btn">
          {t('show')}
        </button>
      </p>
    </form>
  )
}

async function Grant({ preview, items }: { preview: Preview; items: Items }) {
  const t = await getTranslations('sharing')
  const organisation = inLocale(preview.opening.organisationNames, await getLocale())
  return (
    <ActionForm action={grantConsent} className="mt-6 grid gap-4 border-t border-ink pt-6">
      <input type="hidden" name="openingId" value={preview.opening.id} />
      <input type="hidden" name="consentId" value={randomUUID()} />
      {items.map((item) => (
        <input key={item} type="hidden" name="items" value={item} />
      ))}
      <TextField
        label={t('endsOn')}
        name="endsOn"
        type="date"
        defaultValue={preview.usualDay}
        max={preview.lastDay}
        description={t('endsOnHelp')}
        required
      />
      {preview.hasConsent && <p className="text-ink-2">{t('renews')}</p>}
      <p>
        <SubmitButton look="go" tall>
          {t('grant', { organisation })}
        </SubmitButton>
      </p>
    </ActionForm>
  )
}

interface Props {
  params: Promise<{ openingId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function OfferPage({ params, searchParams }: Props) {
  const t = await getTranslations('sharing')
  const words = await getTranslations('candidate')
  const locale = await getLocale()
  const { openingId } = await params
  const asked = [(await searchParams).items ?? []].flat()
  const items = CONSENT_ITEMS.filter((item) => asked.includes(item))
  const preview = await forPage((await api()).employers.preview({ openingId, items }))
  const { opening, role, view } = preview
  const roleName = role.name ? inLocale(role.name, locale) : role.code
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/learn/sharing' }, { text: opening.title }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{opening.title}</h1>
          <p className="mt-1 text-ink-2">{roleName}</p>
        </div>
        {opening.state !== 'open' && <p className="pt-6 font-strong">{t('openingOver')}</p>}
        <div className="grid gap-x-12 gap-y-8 py-6 *:min-w-0 lg:grid-cols-2">
          <div className="grid content-start gap-8">
            <Facts opening={opening} />
            {opening.state === 'open' && <Choose key={items.join()} items={items} />}
          </div>
          {opening.state === 'open' && (
            <section id="preview" aria-labelledby="preview-title">
              <SectionHead id="preview-title" title={t('preview')} note={t('previewNote')} />
              {items.length === 0 ? (
                <p className="border-t border-rule py-4 text-ink-2">{words('nothing')}</p>
              ) : (
                <>
                  <div className="border border-rule bg-sheet p-6">
                    <CandidateSheet view={view} role={roleName} />
                  </div>
                  <Grant preview={preview} items={items} />
                </>
              )}
            </section>
          )}
        </div>
      </main>
    </>
  )
}
