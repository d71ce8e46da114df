import { getTranslations } from 'next-intl/server'

/** All frozen cohorts together: each stage with its share of everyone enrolled. */
export async function ConversionLine({ stages }: { stages: readonly { stage: string; count: number }[] }) {
  const t = await getTranslations('manage.funnel')
  const names = await getTranslations('outcomes')
  const enrolled = stages[0]!.count
  return (
    <ol className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4 lg:grid-cols-7">
      {stages.map(({ stage, count }) => (
        <li key={stage}>
          <span className="text-1">
            <b>{stage}</b> <span className="text-ink-2">{names(`stages.${stage}`)}</span>
          </span>
          <span className="block text-4">{count}</span>
          <span className="block text-1 text-ink-2">{t('share', { share: (100 * count) / enrolled })}</span>
          <span aria-hidden="true" className="relative mt-1 block h-1">
            <span className="absolute inset-x-0 top-1/2 h-px bg-rule" />
            <span className="absolute inset-y-0 left-0 bg-ai" style={{ width: `${(100 * count) / enrolled}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}
