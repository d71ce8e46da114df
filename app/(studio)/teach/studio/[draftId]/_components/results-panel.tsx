'use client'

import { useTranslations } from 'next-intl'
import type { CheckText, KnownOutcome } from '../../../../../_features/lab-editor/checks.ts'
import { ChecksPanel } from '../../../../../_features/lab-editor/checks-panel.tsx'
import { inLocale } from '../../../../../_i18n/locales.ts'
import { Diagnostics, JobLine } from './job-line.tsx'
import type { DraftJob } from './studio-types.ts'
import type { Studio } from './use-studio.ts'

const KINDS = ['starter', 'solution'] as const

/** The checks of a graded job as the panel of checks takes them; where the files changed since, they are of an earlier version. */
function checksOf(job: DraftJob, locale: string, isEarlier: boolean) {
  const told = job.result?.kind === 'graded' ? job.result.checks : []
  const checks: CheckText[] = told.map(({ id, title, probes, of, visibility, mustPass }) => ({
    ...{ id, visibility, mustPass, points: of, title: inLocale(title, locale) },
    probes: probes && inLocale(probes, locale),
  }))
  const at = new Date(job.finishedAt ?? job.queuedAt).getTime()
  const outcomes: Record<string, KnownOutcome> = Object.fromEntries(
    told.flatMap(({ id, status, points, of, feedback, reason, ms }) =>
      status === null
        ? []
        : [[id, { id, status, points: points ?? 0, of, feedback, reason, ms, at, version: isEarlier ? -1 : 0 }]],
    ),
  )
  return { checks, outcomes }
}

/** What grading the starter or the solution came to, check by check, the hidden ones in full. */
export function ResultsPanel({
  studio,
  locale,
  isSaved,
  onOpen,
}: {
  studio: Studio
  locale: 'en' | 'ja'
  isSaved: boolean
  onOpen: (path: string, line: number) => void
}) {
  const t = useTranslations('studio.results')
  const { state, dispatch } = studio
  const { view, shown } = state
  const job = view.jobs.find(({ kind }) => kind === shown)
  const isEarlier = !isSaved || job?.manifestDigest !== view.manifestDigest
  const { checks, outcomes } = job ? checksOf(job, locale, isEarlier) : { checks: [], outcomes: {} }
  return (
    <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <div className="grid gap-1 border-b border-rule px-4 py-2">
        <div className="flex flex-wrap items-baseline gap-x-4" role="group" aria-label={t('which')}>
          {KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              className={`link-quiet min-h-6 ${shown === kind ? 'font-strong text-ink' : ''}`}
              aria-pressed={shown === kind}
              onClick={() => dispatch({ type: 'show', kind })}
            >
              {t(`kinds.${kind}`)}
            </button>
          ))}
        </div>
        {job ? <JobLine job={job} view={view} isSaved={isSaved} /> : <p className="text-ink-2">{t(`none.${shown}`)}</p>}
        {job?.result && job.result.kind !== 'proof' && <Diagnostics text={job.result.diagnostics} />}
      </div>
      {checks.length > 0 && (
        <ChecksPanel
          lab={{ checks, passScore: 0, locale }}
          state={{ outcomes, selectedCheck: state.selectedCheck, version: 0, graded: null }}
          captions={{ hidden: t('hidden'), earlier: t('earlier') }}
          onSelect={(check) => dispatch({ type: 'select', check })}
          // Feedback names files of the learner's workspace.
          onWhere={(file, line) => onOpen(`${shown}/${file}`, line)}
        />
      )}
    </div>
  )
}
