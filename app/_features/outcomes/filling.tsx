import { getTranslations } from 'next-intl/server'
import { api, readSite } from '../../_trpc/server.ts'
import { KeepFresh } from '../../_ui/keep-fresh.tsx'

/** On an evaluation site whose past is still being written: figures are not whole yet, and the page follows them. */
export async function Filling() {
  if (!readSite().isEvaluation || !(await (await api()).outcomes.isFilling())) return null
  const t = await getTranslations('outcomes')
  return (
    <p role="status" className="border-b border-rule bg-shu-wash px-4 py-2 text-1">
      {t('filling')}
      <KeepFresh everyMs={10_000} />
    </p>
  )
}
