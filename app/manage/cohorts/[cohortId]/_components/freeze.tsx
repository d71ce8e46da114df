import { getTranslations } from 'next-intl/server'
import { AskButton } from '../../../../_ui/ask-button.tsx'
import { freezeCohort } from '../../../_actions.ts'

export interface FreezeProps {
  cohortId: string
  enrolled: number
  freezeBy: string
  mayFreeze: boolean
}

/** What freezing means, before anybody does it. */
export async function Freeze({ cohortId, enrolled, freezeBy, mayFreeze }: FreezeProps) {
  const t = await getTranslations('manage.freeze')
  return (
    <section className="py-6">
      <h2>{t('title')}</h2>
      <div className="mt-2 grid max-w-[620px] gap-3 text-ink-2">
        <p>{t('why')}</p>
        <p>{t('what', { count: enrolled })}</p>
        <p>{t('when', { on: freezeBy })}</p>
      </div>
      <div className="mt-4">
        {mayFreeze && enrolled > 0 && (
          <AskButton
            label={t('freeze')}
            look="go"
            title={t('askTitle', { count: enrolled })}
            action={freezeCohort}
            confirm={t('do', { count: enrolled })}
            cancel={t('cancel')}
          >
            <p>{t('askText')}</p>
            <input type="hidden" name="cohortId" value={cohortId} />
          </AskButton>
        )}
        {mayFreeze && enrolled === 0 && <p>{t('empty')}</p>}
        {!mayFreeze && <p>{t('owner')}</p>}
      </div>
    </section>
  )
}
