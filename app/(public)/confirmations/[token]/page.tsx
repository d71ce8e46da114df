import type { Metadata } from 'next'
import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { faultOfCall, sentenceOf } from '../../../_features/calls/fault.ts'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { ChoiceList } from '../../../_ui/choice-list.tsx'
import { EmptyState } from '../../../_ui/empty-state.tsx'
import { FactList } from '../../../_ui/fact-list.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { TextField } from '../../../_ui/text-field.tsx'
import { answerConfirmation } from '../../_actions/employers.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('confirmation'))('title'), referrer: 'no-referrer' }
}

type Asked = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['confirmation']>>

async function Question({ asked, secret }: { asked: Asked; secret: string }) {
  const t = await getTranslations('confirmation')
  const words = await getTranslations('placements')
  const format = await getFormatter()
  const locale = await getLocale()
  const day = (on: string) => format.dateTime(new Date(`${on}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const { hoursPerWeek: hours, contract, openingTitle: title, reference } = asked
  const role = asked.roleName ? inLocale(asked.roleName, locale) : ''
  const organisation = inLocale(asked.organisationNames, locale)
  return (
    <>
      <h1>{t('lede', { date: day(asked.on) })}</h1>
      <p className="mt-2 mb-6 text-ink-2">{t('text', { organisation, reference, day: asked.day })}</p>
      <FactList
        facts={[
          { term: t('work'), value: t('workText', { title, role, hours, contract: words(`contracts.${contract}`) }) },
          { term: t('startsOn'), value: day(asked.startsOn) },
          { term: t('linkEnds'), value: format.dateTime(asked.expiresAt, { dateStyle: 'long' }) },
        ]}
      />
      <ActionForm
        action={answerConfirmation}
        className="mt-6 grid gap-4"
        done={<p className="font-strong">{t('done')}</p>}
      >
        <input type="hidden" name="secret" value={secret} />
        <ChoiceList
          name="answer"
          legend={t('question', { date: day(asked.on) })}
          required
          choices={(['employed', 'left', 'not_employed'] as const).map((value) => ({
            value,
            label: t(`answers.${value}`),
          }))}
        />
        <TextField label={t('leftOn')} name="leftOn" type="date" />
        <p>
          <SubmitButton look="go" tall>
            {t('submit')}
          </SubmitButton>
        </p>
      </ActionForm>
    </>
  )
}

export default async function ConfirmationPage({ params }: { params: Promise<{ token: string }> }) {
  const t = await getTranslations('confirmation')
  const { token } = await params
  let asked: Asked
  try {
    asked = await (await api()).employers.confirmation({ secret: token })
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    const reason = fault.reason === 'otherEmployer' ? fault.reason : 'linkUsedOrOld'
    return (
      <main id="main" className="page mx-auto max-w-[560px]">
        <h1 className="mb-4">{t('title')}</h1>
        <EmptyState title={await sentenceOf({ ...fault, reason })}>
          {reason === 'linkUsedOrOld' && t('closedNext')}
        </EmptyState>
      </main>
    )
  }
  return (
    <main id="main" className="page mx-auto max-w-[560px]">
      <Question asked={asked} secret={token} />
    </main>
  )
}
