import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../_i18n/locales.ts'
import { api } from '../../_trpc/server.ts'
import { ActionForm } from '../../_ui/action-form.tsx'
import { type Column, DataTable, parseSort } from '../../_ui/data-table.tsx'
import { EmptyState } from '../../_ui/empty-state.tsx'
import { SectionHead } from '../../_ui/section-head.tsx'
import { SelectField } from '../../_ui/select-field.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { TextField } from '../../_ui/text-field.tsx'
import { Whole } from '../../_ui/whole.tsx'
import { forPage } from '../calls/fault.ts'
import { Head } from '../shell/head.tsx'
import { invitePerson } from './actions.ts'

type People = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['identity']['listPeople']>>

export interface PeoplePageProps {
  path: string
  sort: string | string[] | undefined
}

async function InviteForm({ organisations, rolesToGive }: Pick<People, 'organisations' | 'rolesToGive'>) {
  const t = await getTranslations('people')
  const roles = await getTranslations('joining')
  const locale = await getLocale()
  return (
    <ActionForm action={invitePerson} label={t('invite')} done={<p>{t('invited')}</p>}>
      <TextField label={t('email')} name="email" type="email" autoComplete="off" maxLength={254} required />
      <SelectField
        label={t('organisation')}
        name="organisationId"
        options={organisations.map(({ id, names }) => ({ value: id, label: inLocale(names, locale) }))}
      />
      <SelectField
        label={t('role')}
        name="role"
        options={rolesToGive.map((role) => ({
          value: role,
          label: roles(`roles.${role}`),
        }))}
      />
      <p>
        <SubmitButton look="go">{t('send')}</SubmitButton>
      </p>
    </ActionForm>
  )
}

/** The people and organisations one looks after, and the way in for new ones. */
export async function PeoplePage({ path, sort }: PeoplePageProps) {
  const t = await getTranslations('people')
  const roles = await getTranslations('joining')
  const locale = await getLocale()
  const { organisations, people, rolesToGive } = await forPage((await api()).identity.listPeople())
  type Row = (typeof people)[number]
  const organisationOf = (row: Row) => inLocale(row.organisationNames, locale)
  const columns: Column<Row>[] = [
    { id: 'name', title: t('name'), isHead: true, cell: (row) => <Whole>{row.name}</Whole>, sortBy: (row) => row.name },
    {
      id: 'role',
      title: t('role'),
      cell: (row) => roles(`roles.${row.role}`),
      sortBy: (row) => roles(`roles.${row.role}`),
    },
    { id: 'organisation', title: t('organisation'), cell: organisationOf, sortBy: organisationOf },
    { id: 'email', title: t('email'), cell: (row) => <Whole>{row.email}</Whole>, sortBy: (row) => row.email },
  ]
  return (
    <>
      <Head crumbs={[{ text: t('title') }]} />
      <main id="main" className="page">
        <h1 className="border-b border-ink pb-6">
          {t('lede', { people: people.length, organisations: organisations.length })}
        </h1>
        <div className="grid gap-x-12 *:min-w-0 lg:grid-cols-[minmax(0,1fr)_304px]">
          <section className="py-6">
            <SectionHead title={t('rolesHeld')} note={t('rolesHeldNote')} />
            {people.length > 0 ? (
              <DataTable
                caption={t('rolesHeld')}
                columns={columns}
                rows={people}
                rowKey={(row) => `${row.personId} ${row.role} ${organisationOf(row)}`}
                sort={{ path, ...parseSort(sort) }}
              />
            ) : (
              <EmptyState title={t('nobody')}>{t('nobodyNext')}</EmptyState>
            )}
          </section>
          <section className="py-6 max-lg:order-first">
            <SectionHead title={t('invite')} note={t('inviteNote')} />
            <InviteForm organisations={organisations} rolesToGive={rolesToGive} />
          </section>
        </div>
      </main>
    </>
  )
}
