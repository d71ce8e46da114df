'use client'

import { useTranslations } from 'next-intl'
import type { Problem } from './files.ts'

/** What the editor found in the open files. */
export function ProblemsPanel({
  problems,
  onOpen,
}: {
  problems: readonly Problem[]
  onOpen: (path: string, line: number) => void
}) {
  const t = useTranslations('lab.problems')
  if (problems.length === 0) return <p className="px-4 py-3 text-ink-2">{t('none')}</p>
  return (
    <ul className="h-full overflow-auto py-2" aria-label={t('title')}>
      {problems.map((problem) => (
        <li key={`${problem.path}:${problem.line}:${problem.column}:${problem.message}`}>
          <button type="button" className="problem-row" onClick={() => onOpen(problem.path, problem.line)}>
            <span className={problem.isError ? 'text-shu' : 'text-ink-3'}>
              {problem.isError ? t('error') : t('warning')}
            </span>
            <span>{problem.message}</span>
            <span className="mono text-1 whitespace-nowrap text-ink-3">
              {problem.path}:{problem.line}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
