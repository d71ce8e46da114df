import { getTranslations } from 'next-intl/server'
import { Skeleton } from '../../_ui/skeleton.tsx'

/** What stands where a page will be, once waiting is worth mentioning. */
export async function Waiting() {
  const t = await getTranslations('shell')
  return (
    <div className="page">
      <Skeleton label={t('loading')} lines={7} />
    </div>
  )
}
