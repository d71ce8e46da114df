'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from '../../../../../_features/lab-editor/files.ts'
import { ProblemsPanel } from '../../../../../_features/lab-editor/problems-panel.tsx'
import type { DraftView } from './studio-types.ts'

/** What is wrong with the lab as a whole, and below it what the editor found in the open files. */
export function DraftProblems({
  problems,
  found,
  onOpen,
}: {
  problems: DraftView['problems']
  found: readonly Problem[]
  onOpen: (path: string, line: number) => void
}) {
  const t = useTranslations('studio.problems')
  if (problems.length === 0 && found.length === 0) return <p className="px-4 py-3 text-ink-2">{t('none')}</p>
  return (
    <div className="h-full overflow-auto py-2" tabIndex={0} role="region" aria-label={t('title')}>
      {problems.length > 0 && (
        <ul aria-label={t('definition')}>
          {problems.map((problem, index) => (
            <li key={`${problem.file}:${problem.line}:${index}`}>
              <button type="button" className="problem-row" onClick={() => onOpen(problem.file, problem.line)}>
                <span className="text-shu">{t('lab')}</span>
                <span>
                  {t('expected', { what: problem.expected })}
                  {problem.found !== null && (
                    <span className="block text-ink-2">{t('found', { what: problem.found })}</span>
                  )}
                </span>
                <span className="mono text-1 whitespace-nowrap text-ink-3">
                  {problem.file}:{problem.line}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {found.length > 0 && <ProblemsPanel problems={found} onOpen={onOpen} />}
    </div>
  )
}
