import type { Basis, Flow, Given, Ground, Ledger, Measures, Period, Random, Storage, Withdrawn } from './types.ts'

const home = 'JP'
const listed = ['DE', 'FR', 'AT', 'IE', 'NL', 'NO', 'IS', 'GB'] as const
const unlisted = ['US', 'KR', 'SG', 'VN', 'CA', 'IN', 'AU'] as const

const roots = ['Kawasemi', 'Lindner', 'Halcyon', 'Seonu', 'Meridian', 'Tidewater', 'Yuzuriha', 'Bergstrom', 'Orchard']
const trades = ['Laboratory', 'Translations', 'Hosting', 'Payroll', 'Imaging', 'Registry', 'Support', 'Analytics']
export const purposes = ['tests', 'translation', 'payroll', 'diagnosis', 'research', 'billing', 'support'] as const
const items = ['name', 'address', 'letter', 'image', 'result', 'age', 'salary'] as const
export const informed = ['country', 'system', 'measures']

/** A recipe adds one flow, and returns it; the basis and whether a record is due are those it is listed under. */
export type Recipe = (b: Builder) => Flow
export type Listed = [basis: Basis, record: boolean, name: string, recipe: Recipe]
export type When = 'now' | 'first-day' | 'last-day' | 'ended' | 'pending'

export function emptyLedger(): Ledger {
  return {
    ...{ home, recipients: [], storage: [], measures: [], entrustments: [], jointUse: [], consents: [], flows: [] },
    designations: [{ name: 'long designated', countries: [...listed], from: '2019-01-23', until: null }],
  }
}

export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Adds flows, and what they rest on, to a ledger, under ids that are new each time. */
export class Builder {
  readonly random: Random
  readonly ledger: Ledger

  constructor(random: Random, ledger: Ledger) {
    this.random = random
    this.ledger = ledger
  }

  recipient(country: string, servers = country): string {
    const name = `${this.random.pick(roots)} ${this.random.pick(trades)}`
    const id = `${name.toLowerCase().replace(' ', '-')}-${this.fresh()}`
    this.ledger.recipients.push({ id, name, country, servers })
    return id
  }

  atHome = (): string => this.recipient(home, this.random.pick([home, home, ...unlisted]))
  abroad = (): string => this.recipient(this.random.pick(unlisted), this.random.pick([home, 'DE', 'GB', ...unlisted]))
  designated = (): string => this.recipient(this.random.pick(listed), this.random.pick([...listed, ...unlisted]))

  flow(recipient: string, ground: Ground, mode: Flow['mode'] = 'handle'): Flow {
    const { random } = this
    const flow: Flow = {
      id: `flow-${this.fresh()}`,
      on: dayAfter('2023-04-01', random.int(0, 1300)),
      ...{ recipient, mode, ground, purpose: random.pick(purposes) },
      items: random.shuffle(items).slice(0, random.int(1, 3)),
      people: Array.from({ length: random.int(1, 4) }, () => `person-${this.fresh()}`),
    }
    this.ledger.flows.push(flow)
    return flow
  }

  storage(flow: Flow, facts: Partial<Storage> = {}, when: When = 'now'): Flow {
    const told = { recipient: flow.recipient, excludesHandling: true, accessControl: true }
    this.ledger.storage.push({ ...told, ...this.period(flow, when), ...facts })
    return flow
  }

  entrust(flow: Flow, when: When = 'now', purpose = flow.purpose): Flow {
    const also = this.random.chance(0.5) ? [this.otherPurpose(flow)] : []
    const named = this.random.shuffle([...new Set([purpose, ...(purpose === flow.purpose ? also : [])])])
    this.ledger.entrustments.push({ recipient: flow.recipient, purposes: named, ...this.period(flow, when) })
    return flow
  }

  share(flow: Flow, noticed: number, facts: Partial<Ledger['jointUse'][number]> = {}): Flow {
    this.ledger.jointUse.push({
      recipients: this.random.shuffle([flow.recipient, this.atHome()]),
      purposes: [flow.purpose],
      items: this.random.shuffle([...new Set([...flow.items, this.random.pick(items)])]),
      noticedOn: dayAfter(flow.on, noticed),
      ...facts,
    })
    return flow
  }

  /** Ages of checks in days at the day of the flow; negative ones lie after it. */
  measure(flow: Flow, ages: number[], facts: Partial<Measures> = {}, when: When = 'now'): Flow {
    this.ledger.measures.push({
      recipient: flow.recipient,
      kind: this.random.pick(['contract', 'group-rules', 'certification']),
      purposes: [flow.purpose],
      ...this.period(flow, when),
      checks: this.random.shuffle(ages).map((age) => dayAfter(flow.on, -age)),
      ...{ stopped: null, ...facts },
    })
    return flow
  }

  /** One person's consent that covers the flow. */
  give(flow: Flow, person: string, age: number, facts: Partial<Given> = {}): void {
    const country = this.ledger.recipients.find(({ id }) => id === flow.recipient)?.country ?? null
    this.ledger.consents.push({
      ...{ action: 'give', on: dayAfter(flow.on, -age), person, recipient: flow.recipient },
      ...{ purposes: [flow.purpose], items: flow.items, country, told: this.random.shuffle(informed) },
      ...facts,
    })
  }

  withdraw(flow: Flow, person: string, age: number, facts: Partial<Withdrawn> = {}): void {
    const all = { recipient: this.random.pick([null, flow.recipient]), purposes: null }
    this.ledger.consents.push({ action: 'withdraw', on: dayAfter(flow.on, -age), person, ...all, ...facts })
  }

  /** Everybody consents, with what `facts` says otherwise. */
  everybody(flow: Flow, facts: Partial<Given> = {}): Flow {
    for (const person of flow.people) this.give(flow, person, this.random.int(1, 600), facts)
    return flow
  }

  /** Without being told about the country: enough at home, and not for article 28. */
  plainly = (flow: Flow): Flow => this.everybody(flow, { country: null, told: [] })

  /** Somebody in an invented country, so that a list learnt by heart is of no use. */
  newland(): string {
    const letter = String.fromCharCode(65 + (this.lands % 26))
    this.lands++
    return this.recipient(`X${letter}`)
  }

  designate(flow: Flow, when: When): Flow {
    const { country } = this.ledger.recipients.find(({ id }) => id === flow.recipient) ?? {}
    const countries = country ? [country] : []
    this.ledger.designations.push({ name: `designation of ${country}`, countries, ...this.period(flow, when) })
    return flow
  }

  otherPurpose = (flow: Flow): string => this.random.pick(purposes.filter((one) => one !== flow.purpose))
  otherItem = (flow: Flow): string => this.random.pick(items.filter((one) => !flow.items.includes(one)))
  somebody = (flow: Flow): string => this.random.pick(flow.people)

  private period({ on }: Flow, when: When): Period {
    const { random } = this
    const past = dayAfter(on, -random.int(700, 1500))
    if (when === 'first-day') return { from: on, until: random.chance(0.5) ? null : dayAfter(on, 200) }
    if (when === 'last-day') return { from: past, until: on }
    if (when === 'ended') return { from: past, until: dayAfter(on, -random.pick([1, 1, 45])) }
    if (when === 'pending') return { from: dayAfter(on, random.pick([1, 1, 45])), until: null }
    return { from: past, until: random.chance(0.3) ? dayAfter(on, random.int(2, 400)) : null }
  }

  private lands = 0
  private made = 0
  private fresh(): string {
    this.made++
    return `${this.random.hex(1)}${this.made.toString(36)}`
  }
}

/** A ledger with each recipe, `times` over, its entries in random order. */
export function drawLedger(random: Random, listed: Listed[], times: number): Ledger {
  const ledger = emptyLedger()
  const builder = new Builder(random, ledger)
  for (const [, , , add] of random.shuffle(Array.from({ length: times }, () => listed).flat())) add(builder)
  return {
    ...ledger,
    recipients: random.shuffle(ledger.recipients),
    storage: random.shuffle(ledger.storage),
    measures: random.shuffle(ledger.measures),
    entrustments: random.shuffle(ledger.entrustments),
    jointUse: random.shuffle(ledger.jointUse),
    consents: random.shuffle(ledger.consents),
  }
}
