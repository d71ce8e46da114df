import type { ReactNode } from 'react'
import type { api } from '../../../../../_trpc/server.ts'

/** As it comes over the line: dates are text. */
type OverTheLine<T> = T extends Date
  ? string
  : T extends string
    ? T
    : T extends readonly (infer Item)[]
      ? OverTheLine<Item>[]
      : T extends object
        ? { [Key in keyof T]: OverTheLine<T[Key]> }
        : T

type Caller = Awaited<ReturnType<typeof api>>

export type DraftView = OverTheLine<Awaited<ReturnType<Caller['studio']['draft']>>>
export type DraftJob = DraftView['jobs'][number]
export type JobKind = DraftJob['kind']
export type JobResult = NonNullable<DraftJob['result']>
export type ProofStep = Extract<JobResult, { kind: 'proof' }>['steps'][number]
export type ProofProblem = ProofStep['problems'][number]

/** Everything that the page hands to the studio. */
export interface StudioProps {
  draft: DraftView
  locale: 'en' | 'ja'
  crumbs: ReactNode
  site: ReactNode
  brand: ReactNode
  spine: ReactNode
}
