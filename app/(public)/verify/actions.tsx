'use server'

import { getFormatter, getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { MAX_DOCUMENT_CHARACTERS } from '../../../server/credentials/inputs.ts'
import { faultOfCall, sentenceOf } from '../../_features/calls/fault.ts'
import { factsOf } from '../../_features/credentials/document.ts'
import { Verdict } from '../../_features/credentials/verdict.tsx'
import { api } from '../../_trpc/server.ts'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { SealImage } from '../../_ui/seal-image.tsx'

/** A link of this site wherever it stands in a text, its handle alone, or the text of a credential. */
function inputOf(text: string): { handle: string } | { text: string } {
  const handle = /(?:^#?|\/verify\/?#|\/credentials\/)(?<handle>[A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/.exec(text)?.groups!
    .handle
  return handle && !text.startsWith('{') ? { handle } : { text }
}

/** Checks what somebody shows and answers with what to show; nothing of it is stored. */
export async function verify(text: unknown): Promise<ReactNode> {
  const t = await getTranslations('verify')
  const format = await getFormatter()
  const shown = typeof text === 'string' ? text.trim() : ''
  if (shown.length > MAX_DOCUMENT_CHARACTERS)
    return <ErrorNote>{t('tooLong', { characters: MAX_DOCUMENT_CHARACTERS })}</ErrorNote>
  const input = inputOf(shown)
  try {
    const report = await (await api()).credentials.verify(input)
    const failed = report.checks.filter((check) => !check.ok).length
    const facts = report.document && factsOf(report.document, await getLocale())
    return (
      <div>
        {facts?.note && <p className="mb-4 border-l-2 border-shu bg-shu-wash px-4 py-2">{facts.note}</p>}
        <div className="flex flex-wrap items-start gap-6">
          <div className="min-w-0 flex-1">
            <h2 className={report.isValid ? undefined : 'text-shu'}>
              {report.isValid ? t('valid', { count: report.checks.length }) : t('invalid', { count: failed })}
            </h2>
            {facts && (
              <p className="mt-1 text-ink-2">
                {t('about', {
                  achievement: facts.achievement ?? t('unnamed'),
                  learner: facts.learner ?? t('unnamed'),
                  issuer: facts.issuer ?? t('unnamed'),
                  until: facts.validUntil ? format.dateTime(facts.validUntil, { dateStyle: 'long' }) : t('noEnd'),
                })}
              </p>
            )}
          </div>
          {report.isValid && report.digest && (
            <SealImage digest={report.digest} size={96} label={t('seal', { digest: report.digest.slice(0, 16) })} />
          )}
        </div>
        <div className="mt-4 border-t border-rule">
          <Verdict checks={report.checks} />
        </div>
        {!report.isValid && <p className="mt-2 text-ink-2">{t('doNotRely')}</p>}
        {report.handle && (
          <p className="mt-2">
            <a href={`/credentials/${report.handle}`}>{t('openPage')}</a>
          </p>
        )}
      </div>
    )
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return <ErrorNote>{await sentenceOf(fault)}</ErrorNote>
  }
}
