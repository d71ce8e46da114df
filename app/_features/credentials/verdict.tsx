import { getFormatter, getTranslations } from 'next-intl/server'
import { Mark } from '../../_ui/mark.tsx'

export interface VerdictCheck {
  id: 'signature' | 'integrity' | 'status' | 'validity' | 'issuer'
  ok: boolean
  reason: string | null
  asOf: string | null
}

/** The five checks in the order in which one would ask, each refusal with its reason. */
export async function Verdict({ checks }: { checks: readonly VerdictCheck[] }) {
  const t = await getTranslations('verify')
  const format = await getFormatter()
  const isWhole = checks.every((check) => check.id !== 'integrity' || check.ok)
  return (
    <ul>
      {checks.map((check) => (
        <li key={check.id} className="grid grid-cols-[16px_1fr] gap-x-3 border-b border-rule py-[7px] last:border-0">
          <span className="mt-1">
            <Mark kind={check.ok ? 'passed' : 'failed'} label={t(check.ok ? 'ok' : 'bad')} />
          </span>
          <span>
            <span className={check.ok ? undefined : 'font-strong text-shu'}>
              {check.ok && check.id === 'signature' && !isWhole
                ? t('namesKey')
                : t(`checks.${check.id}.${check.ok ? 'ok' : 'bad'}`)}
            </span>
            <span className="block text-1 text-ink-3">
              {check.ok
                ? check.asOf
                  ? t('asOf', { at: format.dateTime(new Date(check.asOf), { dateStyle: 'long', timeStyle: 'short' }) })
                  : t(`checks.${check.id}.how`)
                : t(`reasons.${check.reason ?? 'tampered'}`)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
