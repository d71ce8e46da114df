import { check, hidden, type Random, type Text } from '#harness'
import { buildContext, forbiddenRegions, regionById, spell } from '../world/build.ts'
import { addCopy, compliant, copyKinds } from '../world/recipes.ts'
import type { PolicyContext, Region, Resource } from '../world/types.ts'
import { isRight, judge, type Probe } from './judge.ts'

const rounds = 4
const strict = ['health-record', 'genomic-record']

const names: Record<(typeof copyKinds)[number], Text> = {
  replica: { en: 'replicas', ja: 'レプリカ' },
  backup: { en: 'backups', ja: 'バックアップ' },
  log: { en: 'logs', ja: 'ログ' },
  telemetry: { en: 'telemetry', ja: 'テレメトリー' },
  support: { en: 'support access', ja: 'サポートアクセス' },
}
const ofReplicas: Text = { en: 'backups of replicas', ja: 'レプリカのバックアップ' }

check('every-path', async (t) => {
  const random = hidden('every-path')
  const probes = Array.from({ length: rounds }, () => drawRound(random)).flat()
  const wrong = (await judge(t, probes, 'hidden')).filter((verdict) => !isRight(verdict))
  if (wrong.length === 0) return
  const missed = [...new Set(wrong.map((verdict) => verdict.wrong))]
  t.fail({
    text: {
      en: `Some copies were judged wrongly: ${missed.map(({ en }) => en).join(', ')}.`,
      ja: `判定を誤ったコピーがあります。${missed.map(({ ja }) => ja).join('、')}です。`,
    },
  })
})

/** For each path a copy abroad that denies, one at home that does not, and a trace without content that does not. */
function drawRound(random: Random): Probe[] {
  const context = buildContext(random)
  const probes: Probe[] = []
  const add = (wrong: Text, change: (resource: Resource, abroad: Region, home: Region) => void) => {
    const resource = compliant(random, context, strict)
    change(resource, abroadFor(random, context, resource), homeFor(random, context, resource))
    probes.push({ context, resource: { ...resource, id: `${resource.id}-${random.hex(3)}` }, wrong })
  }
  for (const kind of copyKinds) {
    add(names[kind], (resource, abroad) => addCopy(resource, kind, spell(random, abroad)))
    add(names[kind], (resource, _abroad, home) => addCopy(resource, kind, spell(random, home)))
    if (kind === 'log' || kind === 'telemetry' || kind === 'support') {
      add(names[kind], (resource, abroad) => addCopy(resource, kind, spell(random, abroad), true))
    }
  }
  add(ofReplicas, (resource, abroad, home) =>
    resource.replicas.push({ region: spell(random, home), backups: [{ region: spell(random, abroad) }] }),
  )
  return probes
}

function abroadFor(random: Random, context: PolicyContext, resource: Resource): Region {
  return random.pick(forbiddenRegions(context, resource.dataClass).filter(({ country }) => country !== context.home))
}

function homeFor(random: Random, context: PolicyContext, resource: Resource): Region {
  const { regions } = context.classes.find(({ id }) => id === resource.dataClass) ?? { regions: [] }
  return regionById(context, random.pick(regions))
}
