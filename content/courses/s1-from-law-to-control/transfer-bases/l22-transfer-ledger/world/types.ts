import type { Random } from '#harness'

export type { Random }

/** Year-month-day; `until` null: no end. Both days count. */
export type Period = { from: string; until: string | null }

export type Recipient = { id: string; name: string; country: string; servers: string }
export type Designation = Period & { name: string; countries: string[] }
export type Storage = Period & { recipient: string; excludesHandling: boolean | null; accessControl: boolean | null }
export type Measures = Period & {
  recipient: string
  kind: 'contract' | 'group-rules' | 'certification'
  purposes: string[]
  checks: string[]
  stopped: string | null
}
export type Entrustment = Period & { recipient: string; purposes: string[] }
export type JointUse = { recipients: string[]; purposes: string[]; items: string[]; noticedOn: string }
export type Given = {
  action: 'give'
  on: string
  person: string
  recipient: string
  purposes: string[]
  items: string[]
  country: string | null
  told: string[]
}
/** `recipient` or `purposes` null: all of them. */
export type Withdrawn = {
  action: 'withdraw'
  on: string
  person: string
  recipient: string | null
  purposes: string[] | null
}

export type Ground = 'entrustment' | 'joint-use' | 'third-party'
export type Flow = {
  id: string
  on: string
  recipient: string
  mode: 'handle' | 'store'
  ground: Ground
  purpose: string
  items: string[]
  people: string[]
}

/** Everything a program may look at. Lists are in no order. */
export type Ledger = {
  home: string
  recipients: Recipient[]
  designations: Designation[]
  storage: Storage[]
  measures: Measures[]
  entrustments: Entrustment[]
  jointUse: JointUse[]
  consents: (Given | Withdrawn)[]
  flows: Flow[]
}

export type Basis = 'not-provided' | 'domestic' | 'designated' | 'equivalent' | 'consent' | 'refuse'
