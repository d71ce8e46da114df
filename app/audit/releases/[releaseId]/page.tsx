import type { Metadata } from 'next'
import { getFormatter, getLocale, getNow, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { forPage } from '../../../_features/calls/fault.ts'
import { SuppressionLog } from '../../../_features/outcomes/suppression-log.tsx'
import { Head } from '../../../_features/shell/head.tsx'
import { inLocale } from '../../../_i18n/locales.ts'
import { api } from '../../../_trpc/server.ts'
import { DownloadLink } from '../../../_ui/download-link.tsx'
import { FactList } from '../../../_ui/fact-list.tsx'
import { Mark } from '../../../_ui/mark.tsx'
import { SectionHead } from '../../../_ui/section-head.tsx'
import { FigureTable } from './_components/figure-table.tsx'

interface Props {
  params: Promise<{ releaseId: string }>
}

const read = cache(async (releaseId: string) => forPage((await api()).outcomes.recomputeRelease({ releaseId })))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { document } = await read((await params).releaseId)
  return { title: inLocale(document.programme.title, await getLocale()) }
}

function Code({ children }: { children: string }) {
  return <code className="mono [overflow-wrap:anywhere]">{children}</code>
}

async function Verdict({ holds, children }: { holds: boolean; children: string }) {
  const t = await getTranslations('auditReleases')
  return (
    <li className="flex items-center gap-2">
      <Mark kind={holds ? 'passed' : 'failed'} label={t(holds ? 'markOk' : 'markBad')} />
      {children}
    </li>
  )
}

export default async function AuditReleasePage({ params }: Props) {
  const t = await getTranslations('auditReleases')
  const locale = await getLocale()
  const format = await getFormatter()
  const { releaseId, document, documentDigest, file, figures, seal, facts, differences } = await read(
    (await params).releaseId,
  )
  const title = inLocale(document.programme.title, locale)
  const namesOf = (row: string) => document.rows.find((entry) => entry.row === row)?.names ?? null
  const name = `release-${document.dataCut.slice(0, 10)}-${releaseId.slice(-8)}.json`
  const day = (date: string) => format.dateTime(new Date(date), { dateStyle: 'long', timeZone: 'UTC' })
  const instant = (at: Date) => format.dateTime(at, { dateStyle: 'long', timeStyle: 'medium' })
  return (
    <>
      <Head crumbs={[{ text: t('title'), href: '/audit/releases' }, { text: title }]} />
      <main id="main" className="page">
        <div className="border-b border-ink pb-6">
          <p className="text-ink-3">{title}</p>
          <h1>
            {differences === 0
              ? t('same', { count: figures.length })
              : t('differ', { count: figures.length, differences })}
          </h1>
          <p className="mt-1 mb-3 text-ink-2">{t('recomputed', { at: instant(await getNow()) })}</p>
          <ul className="grid gap-1">
            <Verdict holds={facts.isSame}>{t(facts.isSame ? 'factsSame' : 'factsDiffer')}</Verdict>
            <Verdict holds={seal.state === 'holds'}>{t(`sealStates.${seal.state}`)}</Verdict>
          </ul>
        </div>
        <div className="grid gap-x-12 *:min-w-0 xl:grid-cols-[3fr_2fr]">
          <section className="py-6">
            <SectionHead title={t('figures')} note={t('figuresNote')} />
            <FigureTable figures={figures.map((figure) => ({ ...figure, names: namesOf(figure.row) }))} />
          </section>
          <div>
            <section className="py-6">
              <SectionHead
                title={t('document')}
                note={t('documentNote')}
                links={
                  <>
                    <DownloadLink name={name} type="application/json" content={JSON.stringify(file, null, 2)}>
                      JSON
                    </DownloadLink>
                    {seal.publicKey && (
                      <DownloadLink name="audit.pub" type="text/plain" content={seal.publicKey}>
                        {t('publicKey')}
                      </DownloadLink>
                    )}
                  </>
                }
              />
              <FactList
                facts={[
                  { term: t('facts.release'), value: <Code>{releaseId}</Code> },
                  { term: t('facts.cut'), value: instant(new Date(document.dataCut)) },
                  { term: t('facts.digest'), value: <Code>{documentDigest}</Code> },
                  { term: t('facts.facts'), value: <Code>{facts.stored}</Code> },
                  { term: t('facts.now'), value: <Code>{facts.now}</Code> },
                  { term: t('facts.key'), value: seal.keyId ? <Code>{seal.keyId}</Code> : '—' },
                ]}
              />
              <p className="mt-3 text-1 text-ink-2">{t('command')}</p>
              <p className="text-1">
                <Code>{`npm run outcomes -- verify ${name} --key audit.pub`}</Code>
              </p>
              <details className="mt-3 text-1">
                <summary>{t('facts.query')}</summary>
                <Code>{document.query}</Code>
              </details>
            </section>
            {document.rosters && (
              <section className="pb-6">
                <SectionHead title={t('rosters')} note={t('rostersNote')} />
                <ul className="border-t border-rule">
                  {document.rosters.map(({ row, startsOn, frozenOn, leftBefore }) => {
                    const names = namesOf(row)
                    return (
                      <li key={`${row} ${startsOn} ${frozenOn}`} className="border-b border-rule py-2">
                        {names && <b>{inLocale(names, locale)}</b>}
                        <span className="block text-1 text-ink-2">
                          {t('roster', { startsOn: day(startsOn), frozenOn: day(frozenOn) })}
                        </span>
                        <span className="block text-1 text-ink-2">
                          {leftBefore === null ? t('fewLeft') : t('left', { count: leftBefore })}
                        </span>
                      </li>
                    )
                  })}
                </ul>
              </section>
            )}
            <SuppressionLog
              withheld={document.suppression.map(({ row, stage, reason }) => ({ names: namesOf(row), stage, reason }))}
            />
          </div>
        </div>
      </main>
    </>
  )
}
