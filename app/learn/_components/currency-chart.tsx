import { getFormatter, getTranslations } from 'next-intl/server'
import { daysUntil, type Results } from './activities.ts'

export interface CurrencyRow {
  area: string
  level: number
  validFrom: Date | null
  expiresAt: Date | null
  missing: string | null
}

/** The newest evidence of each competency that counts, and those that the path still lacks. */
export function currencyRows(
  evidence: Results['evidence'],
  needed: readonly { area: string; level: number; by: string }[],
): CurrencyRow[] {
  const held = new Map<string, CurrencyRow>()
  for (const { area, level, validFrom, expiresAt } of evidence) {
    const key = `${area}${level}`
    const known = held.get(key)
    if (!known || known.expiresAt! < expiresAt) held.set(key, { area, level, validFrom, expiresAt, missing: null })
  }
  const missing = needed.filter(
    ({ area, level }) => ![...held.values()].some((row) => row.area === area && row.level >= level),
  )
  const unique = new Map(
    missing.map(({ area, level, by }) => [
      `${area}${level}`,
      { area, level, validFrom: null, expiresAt: null, missing: by },
    ]),
  )
  return [...held.values(), ...unique.values()]
}

const DAY = 86_400_000

/** Each competency as a bar from proven to lapsing with today's line; what is missing is dashed and names the lab. */
export async function CurrencyChart({ rows, now }: { rows: readonly CurrencyRow[]; now: Date }) {
  const t = await getTranslations('path')
  const format = await getFormatter()
  const starts = rows.flatMap((row) => (row.validFrom ? [row.validFrom.getTime()] : []))
  const ends = rows.flatMap((row) => (row.expiresAt ? [row.expiresAt.getTime()] : []))
  const from = Math.min(now.getTime() - 60 * DAY, ...starts)
  const to = Math.max(now.getTime() + 365 * DAY, ...ends) + 15 * DAY
  const at = (time: number) => `${((100 * (time - from)) / (to - from)).toFixed(2)}%`
  return (
    <div className="currency">
      <div className="currency-row currency-axis" aria-hidden="true">
        <span />
        <span className="currency-track">
          {[0, 0.25, 0.5, 0.75].map((part) => {
            const time = from + (to - from) * part
            return (
              <span key={part} style={{ left: at(time) }}>
                {format.dateTime(time, { month: 'short', year: 'numeric' })}
              </span>
            )
          })}
        </span>
      </div>
      <ul>
        {rows.map((row) => {
          const days = row.expiresAt && daysUntil(row.expiresAt, now)
          const isSoon = days !== null && days <= 30
          return (
            <li key={row.area + row.level} className="currency-row">
              <span>
                <b>
                  {row.area}
                  {row.level}
                </b>{' '}
                {t(`areas.${row.area}`)}
                <span className="block text-ink-3">{t(`levels.${row.level}`)}</span>
              </span>
              <span className="currency-track" aria-hidden="true">
                {row.validFrom && row.expiresAt ? (
                  <i
                    className={isSoon ? 'bar is-soon' : 'bar'}
                    style={{
                      left: at(row.validFrom.getTime()),
                      width: `calc(${at(row.expiresAt.getTime())} - ${at(row.validFrom.getTime())})`,
                    }}
                  />
                ) : (
                  <i className="gap" style={{ left: at(now.getTime()) }} />
                )}
                <i className="today" style={{ left: at(now.getTime()) }} />
              </span>
              <span className={isSoon ? 'font-strong text-shu' : 'text-ink-2'}>
                {row.missing !== null
                  ? t('missing', { lab: row.missing })
                  : days !== null && days <= 30
                    ? t('daysLeft', { days })
                    : t('until', { date: format.dateTime(row.expiresAt!, { month: 'long', year: 'numeric' }) })}
              </span>
            </li>
          )
        })}
      </ul>
      <div className="currency-row currency-axis" aria-hidden="true">
        <span />
        <span className="currency-track">
          <b style={{ left: at(now.getTime()) }}>{t('today')}</b>
        </span>
      </div>
    </div>
  )
}
