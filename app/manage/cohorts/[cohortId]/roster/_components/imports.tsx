import { getFormatter, getTranslations } from 'next-intl/server'
import { AskButton } from '../../../../../_ui/ask-button.tsx'
import { SectionHead } from '../../../../../_ui/section-head.tsx'
import { undoImport } from '../../../../_actions.ts'

export interface ImportRow {
  importId: string
  enrolled: number
  leftOut: number
  importedAt: Date
  undoneAt: Date | null
  worked: number
  changed: number
  mayUndo: boolean
}

async function Undo({ row, at }: { row: ImportRow; at: string }) {
  const t = await getTranslations('roster.imports')
  return (
    <AskButton
      label={
        <>
          {t('undo')}
          <span className="sr"> {at}</span>
        </>
      }
      look="link"
      title={t('undoTitle', { count: row.enrolled })}
      action={undoImport}
      confirm={t('undoDo')}
      cancel={t('cancel')}
      isDanger
    >
      <p>{t('undoText')}</p>
      <input type="hidden" name="importId" value={row.importId} />
    </AskButton>
  )
}

/** What was imported when, and whether it can still be undone; where not, why. */
export async function Imports({
  imports,
  zone,
  isFrozen,
}: {
  imports: readonly ImportRow[]
  zone: string
  isFrozen: boolean
}) {
  const t = await getTranslations('roster.imports')
  const format = await getFormatter()
  if (imports.length === 0) return null
  const at = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  const whyNot = ({ undoneAt, worked }: ImportRow) => {
    if (undoneAt) return t('undone', { at: at(undoneAt) })
    if (isFrozen) return t('frozen')
    return worked > 0 ? t('worked', { count: worked }) : t('changed')
  }
  return (
    <section className="border-t border-rule py-6">
      <SectionHead title={t('title')} note={t('note')} />
      <ul>
        {imports.map((row) => (
          <li
            key={row.importId}
            className="grid gap-x-8 gap-y-1 border-t border-rule py-2 text-1 md:grid-cols-[2fr_3fr_3fr]"
          >
            <span>{at(row.importedAt)}</span>
            <span className="text-ink-2">{t('counts', { enrolled: row.enrolled, leftOut: row.leftOut })}</span>
            <span>
              {row.mayUndo ? (
                <Undo row={row} at={at(row.importedAt)} />
              ) : (
                <span className="text-ink-3">{whyNot(row)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
