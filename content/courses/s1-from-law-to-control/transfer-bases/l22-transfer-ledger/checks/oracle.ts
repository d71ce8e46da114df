import type { Basis, Flow, Ledger, Period } from '../world/types.ts'

export type Row = { flow: string; basis: Basis; record: boolean }

const oldestCheckDays = 365
const toBeTold = ['country', 'system', 'measures']

const inForce = ({ from, until }: Period, day: string) => from <= day && (until === null || day <= until)
const includesAll = (whole: string[], part: string[]) => part.every((one) => whole.includes(one))
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

/** The rules of the README, for every flow of a ledger. */
export const judgeLedger = (ledger: Ledger): Row[] =>
  ledger.flows.map((flow) => {
    const basis = basisOf(flow, ledger)
    const asAtHome = basis === 'domestic' || basis === 'designated' || basis === 'equivalent'
    return { flow: flow.id, basis, record: basis === 'consent' || (asAtHome && flow.ground === 'third-party') }
  })

function basisOf(flow: Flow, ledger: Ledger): Basis {
  const recipient = ledger.recipients.find(({ id }) => id === flow.recipient)
  if (!recipient) return 'refuse'
  if (flow.mode === 'store' && isStorage(flow, ledger)) return 'not-provided'
  const { country } = recipient
  if (country === ledger.home) return hasGround(flow, ledger) ? 'domestic' : 'refuse'
  if (ledger.designations.some((one) => one.countries.includes(country) && inForce(one, flow.on)))
    return hasGround(flow, ledger) ? 'designated' : 'refuse'
  if (hasMeasures(flow, ledger) && hasGround(flow, ledger)) return 'equivalent'
  return everybodyAgrees(flow, ledger, country) ? 'consent' : 'refuse'
}

const isStorage = (flow: Flow, { storage }: Ledger): boolean =>
  storage.some(
    (one) =>
      one.recipient === flow.recipient &&
      one.excludesHandling === true &&
      one.accessControl === true &&
      inForce(one, flow.on),
  )

function hasGround(flow: Flow, ledger: Ledger): boolean {
  if (flow.ground === 'third-party') return everybodyAgrees(flow, ledger, null)
  if (flow.ground === 'entrustment') {
    return ledger.entrustments.some(
      (one) => one.recipient === flow.recipient && one.purposes.includes(flow.purpose) && inForce(one, flow.on),
    )
  }
  return ledger.jointUse.some(
    (one) =>
      one.recipients.includes(flow.recipient) &&
      one.purposes.includes(flow.purpose) &&
      includesAll(one.items, flow.items) &&
      one.noticedOn <= flow.on,
  )
}

function hasMeasures(flow: Flow, { measures }: Ledger): boolean {
  return measures.some((one) => {
    const ages = one.checks.map((check) => daysBetween(check, flow.on)).filter((age) => age >= 0)
    return (
      one.recipient === flow.recipient &&
      one.purposes.includes(flow.purpose) &&
      inForce(one, flow.on) &&
      (one.stopped === null || one.stopped > flow.on) &&
      ages.some((age) => age <= oldestCheckDays)
    )
  })
}

/** `informedAbout`: the country that consent under article 28 has to name; null for consent as at home. */
function everybodyAgrees(flow: Flow, ledger: Ledger, informedAbout: string | null): boolean {
  const agrees = (person: string) => {
    const own = ledger.consents.filter((one) => one.person === person && one.on <= flow.on)
    const ends = own.flatMap((one) =>
      one.action === 'withdraw' &&
      (one.recipient === null || one.recipient === flow.recipient) &&
      (one.purposes === null || one.purposes.includes(flow.purpose))
        ? [one.on]
        : [],
    )
    return own.some(
      (one) =>
        one.action === 'give' &&
        one.recipient === flow.recipient &&
        one.purposes.includes(flow.purpose) &&
        includesAll(one.items, flow.items) &&
        (informedAbout === null || (one.country === informedAbout && includesAll(one.told, toBeTold))) &&
        !ends.some((end) => end >= one.on),
    )
  }
  return flow.people.length > 0 && flow.people.every(agrees)
}
