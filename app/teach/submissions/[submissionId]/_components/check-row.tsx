import { getLocale, getTranslations } from 'next-intl/server'
import { inLocale } from '../../../../_i18n/locales.ts'
import { Mark } from '../../../../_ui/mark.tsx'

type Text = { en: string; ja: string }

export interface Check {
  id: string
  title: Text
  probes: Text | null
  of: number
  visibility: string
  mustPass: boolean
  status: 'passed' | 'partial' | 'failed' | null
  points: number | null
  reason: string | null
  feedback: { text: Text; expected?: string; seen?: string; where?: { file: string; line?: number } } | null
  ms: number | null
}

async function Facts({ feedback }: { feedback: NonNullable<Check['feedback']> }) {
  const t = await getTranslations('submission')
  const { expected, seen, where } = feedback
  const place = where && [where.file, where.line].filter(Boolean).join(':')
  const facts = [
    { term: t('expected'), value: expected },
    { term: t('seen'), value: seen },
    { term: t('where'), value: place },
  ].filter(({ value }) => value !== undefined)
  return (
    <dl className="mt-1 grid gap-1">
      {facts.map(({ term, value }) => (
        <div key={term} className="grid gap-x-2 md:grid-cols-[80px_minmax(0,1fr)]">
          <dt className="text-1 text-ink-2">{term}</dt>
          <dd>
            <code className="code-chip whitespace-pre-wrap">{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** One check as the person who teaches sees it: hidden ones too, with what was expected and what was seen. */
export async function CheckRow({ check, isOpen }: { check: Check; isOpen: boolean }) {
  const t = await getTranslations('submission')
  const locale = await getLocale()
  const isBad = check.status === 'failed'
  const kind = check.status ?? 'hidden'
  const facts = [
    check.visibility === 'hidden' && t('hidden'),
    check.mustPass && t('mustPass'),
    check.ms !== null && t('ms', { ms: check.ms }),
  ].filter(Boolean)
  const line = (
    <>
      <span className="pt-1">
        <Mark kind={kind} label={t(`marks.${kind}`)} />
      </span>
      <span>
        {inLocale(check.title, locale)}
        {facts.length > 0 && <span className="text-1 text-ink-2"> · {facts.join(' · ')}</span>}
        {check.probes && <span className="block text-1 text-ink-2">{inLocale(check.probes, locale)}</span>}
      </span>
      <span className="text-right">
        {check.points === null ? t('worth', { of: check.of }) : t('pointsOf', { points: check.points, of: check.of })}
      </span>
    </>
  )
  const columns = 'grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 px-3 py-2'
  if (!check.feedback && !check.reason) return <li className={`border-b border-rule ${columns}`}>{line}</li>
  return (
    <li className="border-b border-rule">
      <details
        name="check"
        open={isOpen}
        className={`border-l-2 border-transparent ${isBad ? 'open:border-shu open:bg-shu-wash' : 'open:border-ai open:bg-ai-wash'}`}
      >
        <summary className={`cursor-pointer ${columns} pl-[10px]`}>{line}</summary>
        <div className="pr-3 pb-3 pl-[38px]">
          {check.reason && <p>{t(`reasons.${check.reason}`)}</p>}
          {check.feedback && (
            <>
              <p className="max-w-[68ch]">{inLocale(check.feedback.text, locale)}</p>
              <Facts feedback={check.feedback} />
            </>
          )}
        </div>
      </details>
    </li>
  )
}
