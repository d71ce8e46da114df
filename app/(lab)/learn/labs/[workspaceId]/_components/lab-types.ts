import type { ReactNode } from 'react'
import type { CheckOutcome, CheckText, Graded } from '../../../../../_features/lab-editor/checks.ts'
import type { FileEntry } from '../../../../../_features/lab-editor/files.ts'
import type { RunState } from './lab-state.ts'
import type { CheckTrace } from './live-channel.ts'

export interface GuideStep {
  id: string
  title: string
  checks: readonly string[]
  body: ReactNode
  hints: readonly { id: string; body: ReactNode }[]
}

/** What the server remembers of the work in this lab; `isCurrent` is false once the files changed since. */
export interface Remembered {
  check: { at: number; isCurrent: boolean; checks: readonly CheckOutcome[]; traces: readonly CheckTrace[] } | null
  run: ({ at: number; isCurrent: boolean } & Pick<RunState, 'output' | 'exit' | 'isCut' | 'trace'>) | null
  submission: { at: number; isCurrent: boolean; graded: Graded; checks: readonly CheckOutcome[] } | null
}

/** Everything that the page hands to the lab screen; prose is rendered on the server. */
export interface LabProps {
  workspaceId: string
  code: string
  title: string
  minutes: number
  evidence: string
  /** The organisation that made it as practice for its own cohorts; null: it is the catalogue's. */
  madeBy: string | null
  mode: 'practice' | 'proctored'
  closesAt: string | null
  isClosed: boolean
  left: number | null
  max: number | null
  passScore: number
  /** The command behind Run, as it is shown. */
  run: string
  /** The program talks to a model, so a Run has a trace. */
  hasModel: boolean
  /** A file that an assessor reads before the lab counts; null: nobody does. */
  reviewFile: string | null
  /** Tabs opened first. */
  open: readonly string[]
  files: readonly FileEntry[]
  steps: readonly GuideStep[]
  checks: readonly CheckText[]
  intro: ReactNode
  background: ReactNode
  proof: ReactNode
  crumbs: ReactNode
  site: ReactNode
  brand: ReactNode
  spine: ReactNode
  remembered: Remembered
  locale: 'en' | 'ja'
}
