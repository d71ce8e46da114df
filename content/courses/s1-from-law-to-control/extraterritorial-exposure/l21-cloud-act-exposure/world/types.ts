import type { Random } from '#harness'

export type { Random }
export type Text = { en: string; ja: string }

/** Year-month-day; `until` null: no end. Both days count. */
export type Period = { from: string; until: string | null }

export type Party = { id: string; name: string; country: string | null }
export type Presence = { party: string; country: string; kind: 'branch' | 'sales-site' }
export type Holding = Period & { owner: string; owned: string; percent: number }
export type Right = Period & { holder: string; over: string; kind: 'management' | 'board-majority' | 'observer' }
export type Workload = { id: string; title: Text }
export type Copy = { id: string; workload: string; kind: string; holder: string; key: string | null }
export type KeyUser = { key: string; party: string }
export type Support = Period & {
  id: string
  workload: string
  party: string
  seat: string
  access: 'content' | 'metrics'
}

/** Everything a query may ask about. */
export type Graph = {
  law: string
  today: string
  parties: Party[]
  presences: Presence[]
  holdings: Holding[]
  rights: Right[]
  workloads: Workload[]
  copies: Copy[]
  keyUsers: KeyUser[]
  support: Support[]
}
