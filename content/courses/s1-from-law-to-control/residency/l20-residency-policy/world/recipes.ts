import { buildCompliant, classOf, dayAfter, forbiddenRegions, regionById, spell } from './build.ts'
import { clinicsAbroad, clinicsAtHome, providersAbroad, type Workload, workloads } from './names.ts'
import type { Exemption, PlaceKind, PolicyContext, Random, Region, Resource } from './types.ts'

export type Case = { resource: Resource; exemptions: Exemption[] }
export type Recipe = (random: Random, context: PolicyContext) => Case

export const copyKinds = ['replica', 'backup', 'log', 'telemetry', 'support'] as const
type CopyKind = (typeof copyKinds)[number]

/** A workload the rules let through, of one of the named classes. */
export function compliant(random: Random, context: PolicyContext, classes = allClasses): Resource {
  return buildCompliant(random, context, pickWorkload(random, classes))
}

/** Puts one more copy of a kind into a region. `harmless` marks it as holding no content, where the kind can say so. */
export function addCopy(resource: Resource, kind: CopyKind, region: string, harmless = false): void {
  if (kind === 'replica') resource.replicas.push({ region })
  if (kind === 'backup') resource.backups.push({ region })
  if (kind === 'log') resource.logs.push(harmless ? { region, quotesContent: false } : { region, quotesContent: true })
  if (kind === 'telemetry') resource.telemetry.push(harmless ? { region, pseudonymised: true } : { region })
  if (kind === 'support')
    resource.support.push(harmless ? { from: region, canRead: false } : { from: region, canRead: true })
}

const allClasses = ['health-record', 'genomic-record', 'staff-record', 'public-notice']
const strictClasses = ['health-record', 'genomic-record']

function pickWorkload(random: Random, classes: string[]): Workload {
  return random.pick(workloads.filter(({ dataClass }) => classes.includes(dataClass)))
}

const alone = (resource: Resource): Case => ({ resource, exemptions: [] })

function pickForbidden(random: Random, context: PolicyContext, resource: Resource): Region {
  return random.pick(forbiddenRegions(context, resource.dataClass))
}

/** An exemption for one place of a resource, in force on the days given relative to today. */
export function exempt(
  random: Random,
  context: PolicyContext,
  place: { resource: string; kind: PlaceKind; region: Region },
  [first, last]: [number, number],
): Exemption {
  return {
    id: `ex-${random.hex(3)}`,
    resource: place.resource,
    kind: place.kind,
    region: spell(random, place.region),
    from: dayAfter(context.today, first),
    until: dayAfter(context.today, last),
  }
}

const live = (random: Random): [number, number] => [-random.int(0, 200), random.pick([0, 0, 1, 30, 200])]
const ended = (random: Random): [number, number] => [-random.int(100, 300), -random.pick([1, 1, 2, 20, 90])]
const notBegun = (random: Random): [number, number] => [random.pick([1, 1, 5, 40]), random.int(60, 200)]

const exempted =
  (days: (random: Random) => [number, number]): Recipe =>
  (random, context) => {
    const resource = compliant(random, context, strictClasses)
    const region = pickForbidden(random, context, resource)
    const kind = random.pick(copyKinds)
    addCopy(resource, kind, spell(random, region))
    return { resource, exemptions: [exempt(random, context, { resource: resource.id, kind, region }, days(random))] }
  }

/** Every way in which a case of the hidden matrix comes about. */
export const recipes: Record<string, Recipe> = {
  compliant: (random, context) => alone(compliant(random, context)),

  'missing-attribute': (random, context) => {
    const resource = compliant(random, context)
    const name = random.pick(context.required) as keyof Resource['attributes']
    if (random.chance(0.5)) delete resource.attributes[name]
    else resource.attributes[name] = null
    if (name !== 'keys' && random.chance(0.3)) resource.attributes[name] = ''
    return alone(resource)
  },

  'unknown-name': (random, context) => {
    const resource = compliant(random, context)
    const strange = random.pick(['japan-central-9', 'jp-kyoto', 'moon-base', '第二東京'])
    switch (random.int(0, 4)) {
      case 0:
        resource.attributes.region = strange
        break
      case 1:
        addCopy(resource, random.pick(copyKinds), strange)
        break
      case 2:
        resource.attributes.operator = `vendor-${random.hex(2)}`
        break
      case 3:
        resource.attributes.keys = { custody: 'customer-held', holder: `clinic-${random.hex(2)}` }
        break
      default:
        resource.dataClass = random.pick(['health-records', 'unclassified', 'constructor'])
    }
    return alone(resource)
  },

  'unknown-custody': (random, context) => {
    const resource = compliant(random, context)
    const keys = random.pick([
      { custody: 'shared', holder: clinicsAtHome[0]?.id },
      { custody: 'customer-held' },
      { custody: '' },
    ])
    if (random.chance(0.5)) resource.attributes.keys = keys
    else resource.backups.push({ region: resource.attributes.region ?? '', keys })
    return alone(resource)
  },

  'primary-outside': (random, context) => {
    const resource = compliant(random, context, ['health-record', 'genomic-record', 'staff-record'])
    resource.attributes.region = spell(random, pickForbidden(random, context, resource))
    return alone(resource)
  },

  'copy-outside': (random, context) => {
    const resource = compliant(random, context, ['health-record', 'genomic-record', 'staff-record'])
    addCopy(resource, random.pick(copyKinds), spell(random, pickForbidden(random, context, resource)))
    return alone(resource)
  },

  'backup-of-replica-outside': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    const region = resource.attributes.region ?? ''
    resource.replicas.push({ region, backups: [{ region: spell(random, pickForbidden(random, context, resource)) }] })
    return alone(resource)
  },

  'silent-trace-outside': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    const region = spell(random, pickForbidden(random, context, resource))
    const kind = random.pick(['log', 'telemetry', 'support'])
    if (kind === 'log') resource.logs.push({ region })
    if (kind === 'telemetry') resource.telemetry.push({ region, pseudonymised: false })
    if (kind === 'support') resource.support.push({ from: region })
    return alone(resource)
  },

  'harmless-trace-outside': (random, context) => {
    const resource = compliant(random, context)
    const away = random.pick(context.regions.filter(({ country }) => country !== context.home))
    addCopy(
      resource,
      random.pick(['log', 'telemetry', 'support']),
      random.chance(0.7) ? spell(random, away) : 'moon-base',
      true,
    )
    return alone(resource)
  },

  lookalike: (random, context) => {
    const resource = compliant(random, context, strictClasses)
    const name = context.regions.flatMap(({ aliases }) => aliases).find((alias) => /^japan-(?!east|west)/.test(alias))
    addCopy(resource, random.pick(copyKinds), name ?? 'japan-elsewhere')
    return alone(resource)
  },

  'exemption-live': exempted(live),
  'exemption-ended': exempted(ended),
  'exemption-not-begun': exempted(notBegun),

  'exemption-renewed': (random, context) => {
    const { resource, exemptions } = exempted(ended)(random, context)
    const renewed = exemptions.map((one) => ({
      ...one,
      id: `ex-${random.hex(3)}`,
      from: context.today,
      until: dayAfter(context.today, 30),
    }))
    return { resource, exemptions: [...exemptions, ...renewed] }
  },

  'exemption-for-something-else': (random, context) => {
    const { resource, exemptions } = exempted(live)(random, context)
    const others = forbiddenRegions(context, resource.dataClass)
    const changed = exemptions.map((one): Exemption => {
      const other = random.int(0, 2)
      if (other === 0) return { ...one, resource: `${one.resource}-archive` }
      if (other === 1) return { ...one, kind: random.pick(copyKinds.filter((kind) => kind !== one.kind)) }
      const elsewhere = others.filter(({ id, aliases }) => ![id, ...aliases].some((name) => sameName(name, one.region)))
      return { ...one, region: random.pick(elsewhere).id }
    })
    return { resource, exemptions: changed }
  },

  'key-with-provider': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    resource.attributes.operator = random.pick(providersAbroad).id
    const holder = random.pick(clinicsAtHome).id
    resource.attributes.keys = random.pick([{ custody: 'provider' }, { custody: 'customer-managed', holder }])
    return alone(resource)
  },

  'key-held-abroad': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    resource.attributes.keys = { custody: 'customer-held', holder: random.pick(clinicsAbroad).id }
    return alone(resource)
  },

  'key-of-a-copy': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    const region = resource.attributes.region ?? ''
    const keys = { custody: 'customer-held', holder: random.pick(clinicsAbroad).id }
    if (random.chance(0.5)) resource.backups.push({ region, keys })
    else resource.replicas.push({ region, ...(random.chance(0.5) ? { keys } : { backups: [{ region, keys }] }) })
    return alone(resource)
  },

  'foreign-operator-without-key': (random, context) => {
    const resource = compliant(random, context, strictClasses)
    resource.attributes.operator = random.pick(providersAbroad).id
    const holder = random.pick(clinicsAtHome).id
    resource.attributes.keys = { custody: 'customer-held', holder }
    resource.replicas = []
    resource.backups = [{ region: resource.attributes.region ?? '' }]
    return alone(resource)
  },

  'provider-key-on-staff-data': (random, context) => {
    const resource = compliant(random, context, ['staff-record', 'public-notice'])
    resource.attributes.operator = random.pick(providersAbroad).id
    resource.attributes.keys = { custody: 'provider' }
    return alone(resource)
  },

  'runtime-in-the-clear': (random, context) => {
    const resource = compliant(random, context, ['genomic-record'])
    resource.attributes.runtime = 'standard'
    return alone(resource)
  },

  'two-reasons': (random, context) => {
    const { resource, exemptions } = random.pick([exempted(ended), exempted(live)])(random, context)
    if (random.chance(0.5)) addCopy(resource, random.pick(copyKinds), pickForbidden(random, context, resource).id)
    else resource.attributes.keys = { custody: 'customer-held', holder: random.pick(clinicsAbroad).id }
    return { resource, exemptions }
  },

  'in-japan-but-not-listed': (random, context) => {
    const resource = compliant(random, context, ['genomic-record'])
    const { regions } = classOf(context, resource.dataClass)
    const others = context.regions.filter(({ id, country }) => country === context.home && !regions.includes(id))
    addCopy(resource, random.pick(copyKinds), spell(random, regionById(context, random.pick(others).id)))
    return alone(resource)
  },
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]/g, '')
  return plain(a) === plain(b)
}
