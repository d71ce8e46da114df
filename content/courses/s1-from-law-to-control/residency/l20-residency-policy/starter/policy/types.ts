export type Text = { en: string; ja: string }

/** Who can use a key: the provider alone, the provider's key service on a customer's behalf, or the customer alone. */
export type Keys = { custody: 'provider' | 'customer-managed' | 'customer-held'; holder?: string }

/** A copy uses the key of its resource unless it names one of its own. */
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
    runtime?: 'standard' | 'confidential' | null
  }
  replicas: Replica[]
  backups: Copy[]
  logs: Log[]
  telemetry: Telemetry[]
  support: Support[]
}

/** Each level includes the ones before it. */
export type Level = 'residency' | 'customer-held-keys' | 'confidential'

/** `regions` are ids of the register, never aliases. */
export type DataClass = { id: string; level: Level; regions: string[] }
export type Region = { id: string; country: string; aliases: string[] }
export type Party = { id: string; name: string; country: string; ownedBy: string | null }

export type PlaceKind = 'primary' | 'replica' | 'backup' | 'log' | 'telemetry' | 'support'
export type Place = { kind: PlaceKind; region: string }

/** Covers one kind of place, of one resource, in one region, from the first day to the last, both included. */
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

export type Rule = 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'R5'
export type Decision = { effect: 'allow' | 'deny'; rule: Rule; reason: string }

export function allow(rule: 'R0', reason: string): Decision {
  return { effect: 'allow', rule, reason }
}

export function deny(rule: Exclude<Rule, 'R0'>, reason: string): Decision {
  return { effect: 'deny', rule, reason }
}
