import {
  abroad,
  clinicsAbroad,
  clinicsAtHome,
  inJapan,
  lookalikes,
  ownersAbroad,
  providersAbroad,
  providersAtHome,
  type Workload,
} from './names.ts'
import type { Copy, DataClass, Keys, PolicyContext, Random, Region, Resource } from './types.ts'

const group = { id: 'kasumi-group', name: 'Kasumi Clinic Group', country: 'JP', ownedBy: null }

/** The rules and registers that a world is judged by. Exemptions are added by whoever needs them. */
export function buildContext(random: Random): PolicyContext {
  const home = random.shuffle(inJapan).slice(0, 5)
  const away = random.shuffle(abroad).slice(0, 4)
  const lookalike = random.int(0, away.length - 1)
  const regions = [
    ...home,
    ...away.map((region, index) =>
      index === lookalike ? { ...region, aliases: [...region.aliases, random.pick(lookalikes)] } : region,
    ),
  ]
  return {
    today: dayAfter('2026-04-01', random.int(0, 900)),
    home: 'JP',
    required: ['owner', 'operator', 'region', 'keys', 'runtime'],
    classes: buildClasses(random, home, away),
    regions: random.shuffle(regions).map((region) => ({ ...region, aliases: random.shuffle(region.aliases) })),
    parties: random.shuffle([
      group,
      ...clinicsAtHome,
      ...clinicsAbroad,
      ...providersAtHome,
      ...providersAbroad,
      ...ownersAbroad,
    ]),
    exemptions: [],
  }
}

function buildClasses(random: Random, home: Region[], away: Region[]): DataClass[] {
  const ids = (regions: Region[]) => regions.map(({ id }) => id).sort()
  return [
    { id: 'health-record', level: 'customer-held-keys', regions: ids(home.slice(0, random.int(2, 3))) },
    { id: 'genomic-record', level: 'confidential', regions: ids(home.slice(0, 2)) },
    { id: 'staff-record', level: 'residency', regions: ids([...home, ...away.slice(0, 1)]) },
    { id: 'public-notice', level: 'residency', regions: ids([...home, ...away.slice(0, 3)]) },
  ]
}

/** A workload that the rules let through, with copies in allowed places and harmless traces anywhere. */
export function buildCompliant(random: Random, context: PolicyContext, workload: Workload): Resource {
  const { level, regions } = classOf(context, workload.dataClass)
  const here = () => spell(random, regionById(context, random.pick(regions)))
  const anywhere = () => spell(random, random.pick(context.regions))
  const operator = random.pick([...providersAtHome, ...(level === 'residency' ? providersAbroad : [])]).id
  const keys = () => buildKeys(random, level !== 'residency')
  const copy = (): Copy => ({ region: here(), ...(random.chance(0.3) ? { keys: keys() } : {}) })
  const some = <T>(most: number, make: () => T) => Array.from({ length: random.int(0, most) }, make)
  return {
    id: workload.id,
    title: workload.title,
    dataClass: workload.dataClass,
    attributes: {
      owner: random.pick(clinicsAtHome).id,
      operator,
      region: here(),
      keys: keys(),
      runtime: level === 'confidential' || random.chance(0.3) ? 'confidential' : 'standard',
    },
    replicas: some(2, () => ({ ...copy(), ...(random.chance(0.4) ? { backups: [copy()] } : {}) })),
    backups: some(2, copy),
    logs: some(2, () => (random.chance(0.5) ? { region: here() } : { region: anywhere(), quotesContent: false })),
    telemetry: some(1, () => (random.chance(0.5) ? { region: here() } : { region: anywhere(), pseudonymised: true })),
    support: some(1, () => (random.chance(0.5) ? { from: here() } : { from: anywhere(), canRead: false })),
  }
}

function buildKeys(random: Random, strict: boolean): Keys {
  const custody = random.pick(['provider', 'customer-managed', 'customer-held'])
  const holders = strict ? clinicsAtHome : [...clinicsAtHome, ...clinicsAbroad]
  return custody === 'provider' ? { custody } : { custody, holder: random.pick(holders).id }
}

/** A region as somebody might have written it: its id or an alias, in any case, width and joining. */
export function spell(random: Random, region: Region): string {
  if (random.chance(0.5)) return region.id
  const name = random.pick([region.id, ...region.aliases])
  switch (random.int(0, 5)) {
    case 0:
      return name.toUpperCase()
    case 1:
      return name.replaceAll('-', ' ')
    case 2:
      return name.replaceAll('-', '_')
    case 3:
      return name.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    default:
      return name
  }
}

export function classOf(context: PolicyContext, id: string): DataClass {
  return found(context.classes.find((dataClass) => dataClass.id === id))
}

export function regionById(context: PolicyContext, id: string): Region {
  return found(context.regions.find((region) => region.id === id))
}

/** Regions in which a class may not be kept. */
export function forbiddenRegions(context: PolicyContext, dataClass: string): Region[] {
  const { regions } = classOf(context, dataClass)
  return context.regions.filter(({ id }) => !regions.includes(id))
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the world refers to something it does not have')
  return value
}
