import { getTranslations } from 'next-intl/server'
import { toCsv } from '../../../../_ui/csv.ts'
import { type Column, DataTable } from '../../../../_ui/data-table.tsx'
import { DownloadLink } from '../../../../_ui/download-link.tsx'
import { Drawing, type Shape, svgFile } from '../../../../_ui/drawing.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'
import { CURVE_SIZE, type Curve, curveShapes, FILE, PAGE } from './curve-shapes.ts'

type Point = Curve['points'][number] & { atRisk: number }

export interface TimeToStageProps {
  curve: Omit<Curve, 'points'> & { stage: 'S3' | 'S4'; enrolled: number; points: readonly Point[]; dataCut: Date }
  cutText: string
  path: string
  fileName: string
  isTable: boolean
}

/** How long people took to a stage: the other stage, the table and the files are one link away. */
export async function TimeToStage({ curve, cutText, path, fileName, isTable }: TimeToStageProps) {
  const t = await getTranslations('manage.time')
  const { stage, enrolled, points } = curve
  const other = stage === 'S4' ? 'S3' : 'S4'
  const last = points.at(-1) ?? { reached: 0, low: 0, high: 0, left: 0 }
  const percent = (share: number) => (100 * share).toFixed(1)
  const words = {
    reached: t(`reached.${stage}`, { share: percent(last.reached) }),
    interval: t('interval', { low: percent(last.low), high: percent(last.high) }),
    left: t('left', { share: percent(last.left) }),
    ...{ end: t('end'), window: t('window'), onTheWay: t('onTheWay'), days: t('days') },
  }
  const note = t('note', { count: enrolled })
  const addressOf = (as: boolean, of: string) => `${path}?${as ? 'time=table&' : ''}stage=${of}`
  const caption: Shape[] = [
    { tag: 'text', attributes: { x: 12, y: -26, fill: FILE.ink, 'font-weight': 600 }, text: t(`title.${stage}`) },
    { tag: 'text', attributes: { x: 12, y: -8, fill: FILE.faint, 'font-size': 12 }, text: `${note}. ${cutText}` },
  ]
  const size = { ...CURVE_SIZE, head: 48, paper: '#faf7f0' }
  const file = svgFile([...caption, ...curveShapes(curve, words, FILE)], size)
  const csv = toCsv([
    ['day', 'reached', 'low_95', 'high_95', 'left', 'on_the_way_before', 'data_cut'],
    ...points.map(({ day, reached, low, high, left, atRisk }) => [
      ...[day, ...[reached, low, high, left].map((share) => Number(share.toFixed(4))), atRisk],
      curve.dataCut.toISOString(),
    ]),
  ])
  const shareColumn = (id: 'reached' | 'low' | 'high' | 'left', title: string): Column<Point> => ({
    ...{ id, title, isNumber: true, cell: (row) => `${percent(row[id])} %` },
  })
  const columns: Column<Point>[] = [
    { id: 'day', title: t('day'), isHead: true, cell: (row) => row.day },
    shareColumn('reached', t('columnReached')),
    shareColumn('low', t('columnLow')),
    shareColumn('high', t('columnHigh')),
    shareColumn('left', t('columnLeft')),
    { id: 'atRisk', title: t('onTheWay'), isNumber: true, cell: (row) => row.atRisk },
  ]
  return (
    <section className="py-6">
      <SectionHead
        title={t(`title.${stage}`)}
        note={note}
        links={
          <>
            <Link href={addressOf(isTable, other)} scroll={false} className="inline-block min-h-6">
              {t(`to.${other}`)}
            </Link>
            <Link href={addressOf(!isTable, stage)} scroll={false} className="inline-block min-h-6">
              {t(isTable ? 'asCurve' : 'asTable')}
            </Link>
            <DownloadLink name={`${fileName}.csv`} type="text/csv" content={csv}>
              CSV
            </DownloadLink>
            <DownloadLink name={`${fileName}.svg`} type="image/svg+xml" content={file}>
              SVG
            </DownloadLink>
          </>
        }
      />
      {points.length === 0 && <p className="border-t border-rule py-3 text-ink-2">{t('nothing')}</p>}
      {points.length > 0 &&
        (isTable ? (
          <DataTable caption={t(`title.${stage}`)} columns={columns} rows={points} rowKey={(row) => String(row.day)} />
        ) : (
          <Drawing
            shapes={curveShapes(curve, words, PAGE)}
            size={CURVE_SIZE}
            label={`${t(`title.${stage}`)}: ${words.reached}, ${words.interval}; ${words.left}`}
          />
        ))}
    </section>
  )
}
