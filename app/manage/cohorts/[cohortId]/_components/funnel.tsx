import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import { toCsv } from '../../../../_ui/csv.ts'
import { DownloadLink } from '../../../../_ui/download-link.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { type FunnelRow, funnelSvg } from './funnel-svg.ts'

export interface FunnelProps {
  conversion: {
    stages: readonly { stage: string; count: number }[]
    drops: readonly { lost: number; main: { reason: string | null; people: number } | null }[]
    lapsed: number
    deployed: number
    notYetDue: number
  }
  /** Nobody is on the way any more. */
  hasEnded: boolean
  enrolledOn: string
  dataCut: Date
  /** The data cut in words. */
  cutText: string
  path: string
  fileName: string
  isTable: boolean
}

type Row = FunnelRow & { drop: string | null; beside: string | null }

async function rowsOf(conversion: FunnelProps['conversion'], hasEnded: boolean): Promise<Row[]> {
  const { stages, drops, lapsed, deployed, notYetDue } = conversion
  const t = await getTranslations('manage.funnel')
  const names = await getTranslations('outcomes')
  const reasons = await getTranslations('enrolment.reasons')
  const enrolled = stages[0]!.count
  const late = deployed - stages.find(({ stage }) => stage === 'S5')!.count
  const besideOf: Record<string, string | false> = {
    S4: lapsed > 0 && t('lapsed', { count: lapsed }),
    S5: late > 0 && t('late', { count: late }),
    S6: notYetDue > 0 && t('notYetDue', { count: notYetDue }),
  }
  return stages.map(({ stage, count }, index) => {
    const { lost, main } = drops[index - 1] ?? { lost: 0, main: null }
    const why = main && (main.reason === null ? t(hasEnded ? 'noReason' : 'onTheWay') : reasons(main.reason))
    const mostly = main ? t('mostly', { count: lost, why: why!, people: main.people }) : t('lost', { count: lost })
    return {
      ...{ stage, count, name: names(`stages.${stage}`), share: enrolled === 0 ? 0 : count / enrolled },
      drop: lost > 0 ? mostly : lost < 0 ? t('gained', { count: -lost }) : null,
      beside: besideOf[stage] || null,
    }
  })
}

async function Bars({ rows }: { rows: readonly Row[] }) {
  const t = await getTranslations('manage.funnel')
  return (
    <ol>
      {rows.map(({ stage, name, count, share, drop, beside }, index) => (
        <Fragment key={stage}>
          {index > 0 && (
            <li className="min-h-[22px] text-1 text-ink-2 md:grid md:grid-cols-[150px_1fr]">
              <span className="py-px pl-2 md:col-start-2">{drop}</span>
            </li>
          )}
          <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-1 md:grid-cols-[134px_minmax(0,1fr)_92px]">
            <span>
              <b className="mr-2">{stage}</b>
              <span className="text-ink-2">{name}</span>
            </span>
            <span className="grid grid-cols-[36px_52px] text-right md:order-last">
              <b>{count}</b> <span className="text-ink-2">{t('share', { share: 100 * share })}</span>
            </span>
            <span aria-hidden="true" className="relative block h-5 max-md:col-span-2">
              <span className="absolute inset-x-0 top-1/2 h-px bg-rule" />
              <span className="absolute inset-y-0 left-0 bg-ai" style={{ width: `${100 * share}%` }} />
            </span>
            {beside && <span className="pl-2 text-ink-3 max-md:col-span-2 md:order-last md:col-start-2">{beside}</span>}
          </li>
        </Fragment>
      ))}
    </ol>
  )
}

async function Table({ rows }: { rows: readonly Row[] }) {
  const t = await getTranslations('manage.funnel')
  return (
    <table className="rows">
      <thead>
        <tr>
          <th>{t('stage')}</th>
          <th className="text-right">{t('people')}</th>
          <th className="text-right">{t('shareOf')}</th>
          <th>{t('before')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stage, name, count, share, drop, beside }) => (
          <tr key={stage}>
            <th scope="row">
              {stage} <span className="font-regular">{name}</span>
            </th>
            <td className="text-right">{count}</td>
            <td className="text-right">{t('share', { share: 100 * share })}</td>
            <td>{[drop, beside].filter(Boolean).join(' · ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where people stopped: each stage over the frozen roster. Somebody may be certified with activities still open, so counts need not fall. */
export async function Funnel({
  conversion,
  hasEnded,
  enrolledOn,
  dataCut,
  cutText,
  path,
  fileName,
  isTable,
}: FunnelProps) {
  const t = await getTranslations('manage.funnel')
  const rows = await rowsOf(conversion, hasEnded)
  const cut = dataCut.toISOString()
  const note = t('note', { count: rows[0]!.count, on: enrolledOn })
  const caption = { title: t('title'), note, cut: cutText }
  const csv = toCsv([
    ['stage', 'name', 'people', 'share_of_s0', 'since_the_stage_before', 'beside', 'data_cut'],
    ...rows.map(({ stage, name, count, share, drop, beside }) => [
      ...[stage, name, count, Number(share.toFixed(4)), drop, beside, cut],
    ]),
  ])
  return (
    <section className="py-6">
      <SectionHead
        title={t('title')}
        note={note}
        links={
          <>
            <Link href={isTable ? path : `${path}?as=table`} scroll={false} className="inline-block min-h-6">
              {t(isTable ? 'asBars' : 'asTable')}
            </Link>
            <DownloadLink name={`${fileName}.csv`} type="text/csv" content={csv}>
              CSV
            </DownloadLink>
            <DownloadLink name={`${fileName}.svg`} type="image/svg+xml" content={funnelSvg(rows, caption)}>
              SVG
            </DownloadLink>
          </>
        }
      />
      {isTable ? <Table rows={rows} /> : <Bars rows={rows} />}
    </section>
  )
}
