import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../_i18n/locales.ts'
import type { api } from '../../../_trpc/server.ts'
import { ActionForm } from '../../../_ui/action-form.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { SubmitButton } from '../../../_ui/submit-button.tsx'
import { answerPlacement } from '../_actions.ts'

type Row = Awaited<ReturnType<Awaited<ReturnType<typeof api>>['employers']['sharing']>>['placements'][number]

async function Placement({ row }: { row: Row }) {
  const t = await getTranslations('sharing')
  const words = await getTranslations('placements')
  const format = await getFormatter()
  const title = row.openingTitle
  const date = format.dateTime(new Date(`${row.startsOn}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const organisation = inLocale(row.organisationNames, await getLocale())
  const contract = words(`contracts.${row.contract}`)
  const isCancelled = row.state === 'cancelled'
  return (
    <li className="grid gap-2 border-b border-rule py-4">
      <p>{t('placementText', { organisation, title, hours: row.hoursPerWeek, contract, date })}</p>
      <p className="text-1 text-ink-2">
        {t(`answers.${isCancelled ? 'cancelled' : row.learner}`)} {row.state === 'started' && t('started')}
      </p>
      {!isCancelled && row.learner !== 'disputed' && (
        <ActionForm action={answerPlacement} className="flex flex-wrap gap-2">
          <input type="hidden" name="placementId" value={row.placementId} />
          {row.learner === 'unanswered' && (
            <SubmitButton look="go" name="answer" value="agreed">
              {t('agree')}
              <span className="sr"> {t('agreeOf', { title })}</span>
            </SubmitButton>
          )}
          <SubmitButton name="answer" value="disputed">
            {t('dispute')}
            <span className="sr"> {t('disputeOf', { title })}</span>
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}

/** What employers recorded about taking one on, to agree or to dispute. */
export async function Placements({ rows }: { rows: readonly Row[] }) {
  const t = await getTranslations('sharing')
  if (rows.length === 0) return null
  return (
    <section className="py-6" aria-labelledby="placements">
      <SectionHead id="placements" title={t('placements')} note={t('placementsNote')} />
      <ul className="border-t border-rule">
        {rows.map((row) => (
          <Placement key={row.placementId} row={row} />
        ))}
      </ul>
    </section>
  )
}
