import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { forPage } from '../../_features/calls/fault.ts'
import { Head } from '../../_features/shell/head.tsx'
import { requireArea } from '../../_features/shell/person.ts'
import { inLocale } from '../../_i18n/locales.ts'
import { api, readSite } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { AskButton } from '../../_ui/ask-button.tsx'
import { type Column, DataTable, parseSort } from '../../_ui/data-table.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { createOrganisation, updateOrganisation } from './_actions.ts'
import { OrganisationFields } from './_components/organisation-fields.tsx'

const KINDS = ['programme_owner', 'delivery_partner', 'employer'] as const

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('organisations'))('title') }
}

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['identity']['listOrganisations']>>[number]

async function CreateForm({ home }: { home: string }) {
  const t = await getTranslations('organisations')
  return (
    <ActionForm action={createOrganisation} label={t('create')}>
      <input type="hidden" name="organisationId" value={randomUUID()} />
      <SelectField
        label={t('kind')}
        name="kind"
        options={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
      <OrganisationFields facts={null} home={home} />
      <TextField
        label={t('manager')}
        name="managerEmail"
        type="email"
        description={t('managerHelp')}
        autoComplete="off"
        maxLength={254}
      />
      <p>
        <SubmitButton look="go">{t('createDo')}</SubmitButton>
      </p>
    </ActionForm>
  )
}

async function Rename({ row, home }: { row: Row; home: string }) {
  const t = await getTranslations('organisations')
  const name = inLocale(row.names, await getLocale())
  return (
    <AskButton
      label={
        <>
          {t('change')}
          <span className="sr"> {name}</span>
        </>
      }
      look="link"
      title={t('changeTitle', { name })}
      action={updateOrganisation}
      confirm={t('save')}
      cancel={t('cancel')}
    >
      <input type="hidden" name="organisationId" value={row.id} />
      <OrganisationFields facts={row} home={home} />
    </AskButton>
  )
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function OrganisationsPage({ searchParams }: Props) {
  await requireArea('operate')
  const t = await getTranslations('organisations')
  const locale = await getLocale()
  const { sort, made } = await searchParams
  const organisations = await forPage((await api()).identity.listOrganisations())
  const created = organisations.find(({ id }) => id === made)
  const regions = new Intl.DisplayNames(locale, { type: 'region' })
  const nameOf = (row: Row) => inLocale(row.names, locale)
  const placeOf = ({ country, region }: Row) =>
    [country && (regions.of(country) ?? country), region].filter(Boolean).join(', ')
  const columns: Column<Row>[] = [
    { id: 'name', title: t('name'), isHead: true, cell: nameOf, sortBy: nameOf },
    { id: 'kind', title: t('kind'), cell: (row) => t(`kinds.${row.kind}`), sortBy: (row) => t(`kinds.${row.kind}`) },
    { id: 'place', title: t('place'), cell: (row) => placeOf(row) || '—', sortBy: placeOf },
    {
      id: 'managers',
      title: t('lookedAfter'),
      cell: (row) => t('managers', { managers: row.managers, invited: row.invited }),
      sortBy: (row) => row.managers,
    },
    { id: 'verb', title: t('verb'), cell: (row) => <Rename row={row} home={readSite().region} /> },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">{t('lede', { count: organisations.length })}</h1>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_304px]">
          <section className="py-6">
            <SectionHead title={t('all')} note={t('allNote')} />
            <p role="status" className="live">
              {created && t('made', { name: nameOf(created), invited: created.invited })}
            </p>
            <DataTable
              caption={t('all')}
              columns={columns}
              rows={organisations}
              rowKey={(row) => row.id}
              sort={{ path: '/operate/organisations', ...parseSort(sort) }}
            />
          </section>
          <section className="py-6">
            <SectionHead title={t('create')} note={t('createNote')} />
            <CreateForm key={organisations.length} home={readSite().region} />
          </section>
        </div>
      </main>
    </>
  )
}
