import { getTranslations } from 'next-intl/server'
import type { DiffLine } from '../../../../../../_features/lab-editor/line-diff.ts'

/** Lines that stay around a change. */
const AROUND = 3

interface Stretch {
  isFolded: boolean
  lines: DiffLine[]
}

/** Cuts the lines into stretches, those far from any change folded away. */
function stretchesOf(lines: readonly DiffLine[]): Stretch[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same'),
  )
  const stretches: Stretch[] = []
  for (const [index, line] of lines.entries()) {
    const isFolded = !near[index]
    const last = stretches.at(-1)
    if (last?.isFolded === isFolded) last.lines.push(line)
    else stretches.push({ isFolded, lines: [line] })
  }
  return stretches
}

const SIGN = { same: ' ', removed: '−', added: '+' }

async function Lines({ lines }: { lines: readonly DiffLine[] }) {
  const t = await getTranslations('history')
  return (
    <>
      {lines.map(({ kind, text, before, now }) => (
        <span key={`${before} ${now}`} className="diff-line" data-kind={kind}>
          <span className="diff-number">{before ?? ''}</span>
          <span className="diff-number">{now ?? ''}</span>
          <span aria-hidden="true">{SIGN[kind]} </span>
          {kind !== 'same' && <span className="sr">{t(kind === 'added' ? 'added' : 'removed')} </span>}
          {text}
          {'\n'}
        </span>
      ))}
    </>
  )
}

export interface DiffViewProps {
  path: string
  before: string | null
  now: string | null
  lines: readonly DiffLine[]
}

/** One file's changes, with a few lines around each; the rest unfolds. */
export async function DiffView({ path, before, now, lines }: DiffViewProps) {
  const t = await getTranslations('history')
  const added = lines.filter(({ kind }) => kind === 'added').length
  const removed = lines.filter(({ kind }) => kind === 'removed').length
  const state = before === null ? t('fileAdded') : now === null ? t('fileRemoved') : t('lines', { added, removed })
  return (
    <details open className="border-b border-rule">
      <summary className="cursor-pointer py-2">
        <code className="mono">{path}</code> <span className="text-1 text-ink-3">{state}</span>
      </summary>
      <div className="codeblock diff" tabIndex={0} role="region" aria-label={path}>
        {stretchesOf(lines).map(({ isFolded, lines: some }) =>
          isFolded && some.length > AROUND ? (
            <details key={some[0]!.now}>
              <summary className="diff-fold">{t('unchanged', { count: some.length })}</summary>
              <Lines lines={some} />
            </details>
          ) : (
            <Lines key={`${some[0]!.before} ${some[0]!.now}`} lines={some} />
          ),
        )}
      </div>
    </details>
  )
}
