export interface LabCheck {
  id: string
  points: number
  visibility: 'visible' | 'hidden'
}

export interface CheckText extends LabCheck {
  title: string
  probes: string | null
  mustPass: boolean
}

export interface CheckOutcome {
  id: string
  status: 'passed' | 'partial' | 'failed'
  points: number
  of: number
  feedback: {
    text: { en: string; ja: string }
    expected?: string
    seen?: string
    where?: { file: string; line?: number }
  } | null
  reason: string | null
  ms: number | null
}

/** An outcome with its time and the version of the files that it is about. */
export interface KnownOutcome extends CheckOutcome {
  at: number
  version: number
}

export interface Graded {
  submissionId: string
  state: 'queued' | 'grading' | 'graded' | 'held' | 'ungradable'
  position: number | null
  score: number | null
  isPassed: boolean | null
}
