import { buildCompliant, buildContext, dayAfter, forbiddenRegions, spell } from './build.ts'
import { clinicsAbroad, clinicsAtHome, providersAbroad, workloads } from './names.ts'
import { addCopy, copyKinds } from './recipes.ts'
import type { PolicyContext, Random, Region, Resource, World } from './types.ts'

/** The world a learner is shown: 41 workloads, the registers they refer to, and two exemptions. */
export default function generate(random: Random): { params: World; files: Record<string, string> } {
  const context = buildContext(random)
  const resources = workloads.map((workload) => buildCompliant(random, context, workload))
  spoil(random, context, resources)
  const { classes, exemptions, ...register } = context
  const files = {
    'manifests/resources.json': format(resources),
    'manifests/classes.json': format(classes),
    'manifests/exemptions.json': format(exemptions),
    'manifests/register.json': format(register),
  }
  return { params: { context, resources }, files }
}

function spoil(random: Random, context: PolicyContext, resources: Resource[]): void {
  const left = new Map(random.shuffle(resources).map((resource) => [resource.id, resource]))
  const take = (...classes: string[]): Resource => {
    const resource = [...left.values()].find(({ dataClass }) => classes.includes(dataClass))
    if (!resource) throw new Error('too few workloads for what has to be shown')
    left.delete(resource.id)
    return resource
  }
  const strict = () => take('health-record', 'genomic-record')
  const away = (resource: Resource): Region =>
    random.pick(forbiddenRegions(context, resource.dataClass).filter(({ country }) => country !== context.home))

  take('genomic-record').attributes.runtime = 'standard'

  for (const [first, last] of [
    [-random.int(60, 300), random.int(5, 60)],
    [-random.int(100, 300), -random.int(5, 60)],
  ] as const) {
    const resource = strict()
    const region = away(resource)
    const kind = random.pick(['replica', 'backup', 'log'] as const)
    addCopy(resource, kind, spell(random, region))
    context.exemptions.push({
      id: `ex-${random.hex(3)}`,
      resource: resource.id,
      kind,
      region: spell(random, region),
      from: dayAfter(context.today, first),
      until: dayAfter(context.today, last),
    })
  }

  for (const name of random.shuffle(context.required).slice(0, 3) as (keyof Resource['attributes'])[]) {
    const resource = take('health-record', 'staff-record', 'public-notice')
    if (random.chance(0.5)) delete resource.attributes[name]
    else resource.attributes[name] = null
  }
  take('health-record', 'staff-record').backups.push({
    region: random.pick(['jp-kyoto', 'japan-central-9', '第二東京']),
  })

  for (const resource of [strict(), strict(), take('staff-record'), strict()])
    resource.attributes.region = away(resource).id
  for (const kind of copyKinds) {
    const resource = strict()
    addCopy(resource, kind, spell(random, away(resource)))
  }
  const copied = strict()
  copied.replicas.push({ region: copied.attributes.region ?? '', backups: [{ region: spell(random, away(copied)) }] })

  const compelled = strict()
  compelled.attributes.operator = random.pick(providersAbroad).id
  compelled.attributes.keys = { custody: 'customer-managed', holder: random.pick(clinicsAtHome).id }
  strict().attributes.keys = { custody: 'customer-held', holder: random.pick(clinicsAbroad).id }

  for (const kind of ['log', 'telemetry'] as const) {
    const resource = strict()
    addCopy(resource, kind, spell(random, away(resource)), true)
  }
}

/** JSON in which what fits on a line stays on it: a manifest is read by people too. */
function format(value: unknown): string {
  return `${layOut(value, '')}\n`
}

function layOut(value: unknown, indent: string): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  if (value === null || typeof value !== 'object' || (indent !== '' && indent.length + flat.length <= 110)) return flat
  const inner = `${indent}  `
  const entries = Array.isArray(value)
    ? value.map((item) => layOut(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${layOut(item, inner)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return entries.length === 0 ? `${open}${close}` : `${open}\n${inner}${entries.join(`,\n${inner}`)}\n${indent}${close}`
}
