export type Text = { en: string; ja: string }

export type Keys = { custody: string; holder?: string }
export type Copy = { region: string; keys?: Keys }
export type Replica = Copy & { backups?: Copy[] }
export type Log = { region: string; quotesContent?: boolean }
export type Telemetry = { region: string; pseudonymised?: boolean }
export type Support = { from: string; canRead?: boolean }

export type Resource = {
  id: string
  title: Text
  dataClass: string
  attributes: {
    owner?: string | null
    operator?: string | null
    region?: string | null
    keys?: Keys | null
    runtime?: string | null
  }
  replicas: Replica[]
  backups: Copy[]
  logs: Log[]
  telemetry: Telemetry[]
  support: Support[]
}

export type Level = 'residency' | 'customer-held-keys' | 'confidential'
export type DataClass = { id: string; level: Level; regions: string[] }
export type Region = { id: string; country: string; aliases: string[] }
export type Party = { id: string; name: string; country: string; ownedBy: string | null }
export type PlaceKind = 'primary' | 'replica' | 'backup' | 'log' | 'telemetry' | 'support'
export type Exemption = { id: string; resource: string; kind: PlaceKind; region: string; from: string; until: string }

export type PolicyContext = {
  today: string
  home: string
  required: string[]
  classes: DataClass[]
  regions: Region[]
  parties: Party[]
  exemptions: Exemption[]
}

export type World = { context: PolicyContext; resources: Resource[] }

export type Random = {
  int(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
  chance(p: number): boolean
  hex(bytes: number): string
}
