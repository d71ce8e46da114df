'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import type { CheckText } from '../../../../../_features/lab-editor/checks.ts'
import type { KnownTrace } from './check-traces.ts'
import type { LabState } from './lab-state.ts'
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

function About({ trace, isEarlier }: { trace: KnownTrace; isEarlier: boolean }) {
  const t = useTranslations('lab.trace')
  return (
    <p className="mb-2 text-1 text-ink-2">
      {t(trace.isPassed ? 'checkPassed' : 'checkFailed')} {trace.worlds > 1 && t('worlds', { count: trace.worlds })}{' '}
      {isEarlier && t('earlier')} {t('hiddenLeaveNone')}
    </p>
  )
}

export interface TracePanelProps {
  checks: readonly CheckText[]
  state: Pick<LabState, 'run' | 'traces' | 'traced' | 'version'>
  onSelect: (check: string | null) => void
}

/** What passed between the program and its model and world, in order, in the last Run or in a check; each row opens. */
export function TracePanel({ checks, state, onSelect }: TracePanelProps) {
  const t = useTranslations('lab.trace')
  const id = useId()
  const { run, traces, version } = state
  const trace = traces.find(({ check }) => check === state.traced)
  const entries = trace?.entries ?? run.trace
  const spent = entries.reduce(
    (sum, entry) => (entry.kind === 'model' ? sum + entry.usage.input + entry.usage.output : sum),
    0,
  )
  return (
    <div className="flex h-full flex-col">
      {traces.length > 0 && (
        <p className="grid items-center gap-x-3 gap-y-1 border-b border-rule px-4 py-2 text-1 sm:grid-cols-[auto_minmax(0,440px)] sm:justify-start">
          <label htmlFor={id}>{t('of')}</label>
          <select
            id={id}
            className="field"
            value={trace?.check ?? ''}
            onChange={(event) => onSelect(event.currentTarget.value || null)}
          >
            <option value="">{t('run')}</option>
            {traces.map(({ check }) => (
              <option key={check} value={check}>
                {t('check', { title: checks.find(({ id }) => id === check)?.title ?? check })}
              </option>
            ))}
          </select>
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-auto px-4 py-3" role="log" aria-label={t('title')} tabIndex={0}>
        {trace && <About trace={trace} isEarlier={trace.version < version} />}
        {entries.length === 0 && <p className="text-ink-2">{t(trace ? 'silent' : 'empty')}</p>}
        <ol className="trace">
          {entries.map((entry, index) => (
            <TraceRow key={index} entry={entry} />
          ))}
        </ol>
        {entries.length > 0 && <p className="mt-2 text-1 text-ink-3">{t('spent', { tokens: spent })}</p>}
      </div>
    </div>
  )
}
