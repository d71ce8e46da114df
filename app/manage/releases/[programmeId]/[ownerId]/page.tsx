import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../../_features/calls/fault.ts'
import { SuppressionLog } from '../../../../_features/outcomes/suppression-log.tsx'
import { Head } from '../../../../_features/shell/head.tsx'
import { inLocale } from '../../../../_i18n/locales.ts'
import { api } from '../../../../_trpc/server.ts'
import { AskButton } from '../../../../_ui/ask-button.tsx'
import { EmptyState } from '../../../../_ui/empty-state.tsx'
import { publishRelease } from '../../../_actions.ts'
import { PreviewTable } from '../../_components/preview-table.tsx'

interface Props {
  params: Promise<{ programmeId: string; ownerId: string }>
}

const read = cache(async (programmeId: string, ownerId: string) =>
  forPage((await api()).outcomes.previewRelease({ programmeId, ownerId })),
)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { programmeId, ownerId } = await params
  const { titles } = await read(programmeId, ownerId)
  return {
    title: (await getTranslations('releases'))('previewTitle', { programme: inLocale(titles, await getLocale()) }),
  }
}

export default async function ReleasePreviewPage({ params }: Props) {
  const { programmeId, ownerId } = await params
  const t = await getTranslations('releases')
  const locale = await getLocale()
  const { titles, rows, isPublished } = await read(programmeId, ownerId)
  const programme = inLocale(titles, locale)
  const cells = rows.flatMap((row) => row.cells.map((cell) => ({ ...cell, names: row.names })))
  const withheld = cells.flatMap(({ reason, ...cell }) => (reason ? [{ ...cell, reason }] : []))
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/manage/releases' }, { text: programme }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <h1>{t('previewTitle', { programme })}</h1>
          {rows.length > 0 && (
            <p className="mt-1 max-w-[640px] text-ink-2">
              {t('shownCount', { shown: cells.length - withheld.length, count: cells.length })} {t('previewNote')}
            </p>
          )}
          <div className="mt-4">
            {rows.length > 0 && !isPublished && (
              <AskButton
                label={t('publish')}
                look="go"
                title={t('askTitle', { programme })}
                action={publishRelease}
                confirm={t('do')}
                cancel={t('cancel')}
              >
                <p>{t('askText')}</p>
                <input type="hidden" name="programmeId" value={programmeId} />
                <input type="hidden" name="ownerId" value={ownerId} />
                <input type="hidden" name="releaseId" value={randomUUID()} />
              </AskButton>
            )}
            {isPublished && <p role="status">{t('alreadyPublished')}</p>}
          </div>
        </div>
        {rows.length === 0 ? (
          <EmptyState title={t('nothingFrozen')}>{t('nothingFrozenNext')}</EmptyState>
        ) : (
          <div className="grid gap-x-12 *:min-w-0 xl:grid-cols-[3fr_2fr]">
            <section className="py-6">
              <PreviewTable caption={t('previewTitle', { programme })} rows={rows} />
            </section>
            <SuppressionLog withheld={withheld} />
          </div>
        )}
      </main>
    </>
  )
}
