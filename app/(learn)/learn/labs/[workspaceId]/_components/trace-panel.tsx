'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { RunState } from './lab-state.ts'
import type { TraceEntry } from './live-channel.ts'

const short = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function Row({ at, who, summary, tone, children }: RowProps) {
  return (
    <li className="trace-row">
      <span className="text-ink-3">{at}</span>
      <span className={tone}>{who}</span>
      {children ? (
        <details>
          <summary>{summary}</summary>
          {children}
        </details>
      ) : (
        <span>{summary}</span>
      )}
    </li>
  )
}

interface RowProps {
  at: number
  who: string
  summary: ReactNode
  tone?: string
  children?: ReactNode
}

function ModelRow({ entry }: { entry: Extract<TraceEntry, { kind: 'model' }> }) {
  const t = useTranslations('lab.trace')
  const { answer, usage, read, adversaries, isRetry } = entry
  const said = [answer.text, ...answer.calls.map((call) => `${call.name}(${call.arguments})`)].filter(Boolean)
  return (
    <Row
      at={entry.seq + 1}
      who={t('model')}
      summary={
        <>
          {short(said.join(' → ') || t('nothing'))}{' '}
          <span className="text-ink-3">
            {t('tokens', { input: usage.input, output: usage.output })}
            {isRetry && ` · ${t('retry')}`}
            {answer.stop === 'length' && ` · ${t('cut')}`}
          </span>
          {adversaries.length > 0 && <span className="text-shu"> {adversaries.join(', ')}</span>}
        </>
      }
    >
      <dl className="trace-detail">
        {read.map((message, index) => (
          <div key={index}>
            <dt>{t.has(`roles.${message.role}`) ? t(`roles.${message.role}`) : message.role}</dt>
            <dd>{message.text || JSON.stringify(message.calls ?? '')}</dd>
          </div>
        ))}
        <div>
          <dt>{t('model')}</dt>
          <dd>
            {answer.text}
            {answer.calls.map((call, index) => (
              <span key={index} className="block">
                {call.name} {call.arguments} <span className="text-ink-3">{call.id}</span>
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </Row>
  )
}

function ToolRow({ entry }: { entry: Extract<TraceEntry, { kind: 'tool' }> }) {
  const t = useTranslations('lab.trace')
  const summary = `${entry.tool}(${short(entry.args)}) → ${entry.error ?? short(entry.result)}`
  return (
    <Row at={entry.seq + 1} who={t('world')} summary={summary} tone={entry.error ? 'text-shu' : undefined}>
      <dl className="trace-detail">
        <div>
          <dt>{t('arguments')}</dt>
          <dd>{JSON.stringify(entry.args, null, 1)}</dd>
        </div>
        <div>
          <dt>{t('result')}</dt>
          <dd>{entry.error ?? JSON.stringify(entry.result, null, 1)}</dd>
        </div>
      </dl>
    </Row>
  )
}

function TraceRow({ entry }: { entry: TraceEntry }) {
  const t = useTranslations('lab.trace')
  if (entry.kind === 'model') return <ModelRow entry={entry} />
  if (entry.kind === 'tool') return <ToolRow entry={entry} />
  if (entry.kind === 'cut') return <li className="py-2 text-ink-3">{t('tooLong')}</li>
  const summary = `${entry.refusal}: ${entry.message}`
  return <Row at={entry.seq + 1} who={t('refused')} summary={summary} tone="text-shu" />
}

/** What passed between the program and its model and world, in order; each row opens. */
export function TracePanel({ run }: { run: RunState }) {
  const t = useTranslations('lab.trace')
  const spent = run.trace.reduce(
    (sum, entry) => (entry.kind === 'model' ? sum + entry.usage.input + entry.usage.output : sum),
    0,
  )
  return (
    <div className="h-full overflow-auto px-4 py-3" role="log" aria-label={t('title')} tabIndex={0}>
      {run.trace.length === 0 && <p className="text-ink-2">{t('empty')}</p>}
      <ol className="trace">
        {run.trace.map((entry, index) => (
          <TraceRow key={index} entry={entry} />
        ))}
      </ol>
      {run.trace.length > 0 && <p className="mt-2 text-1 text-ink-3">{t('spent', { tokens: spent })}</p>}
    </div>
  )
}
