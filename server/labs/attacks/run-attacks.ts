import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Engine } from '../cli/engine.ts'
import { ATTACK_CLASSES, type Attack, type AttackClass } from './attack.ts'
import { Range } from './range.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

export interface LoadedAttack {
  /** `<class>/<file>` */
  id: string
  class: AttackClass
  attack: Attack
}

export interface AttackReport {
  id: string
  name: string
  /** 'unproven': it could not be tried, or its judge did not notice a success. 'skipped': nothing enforces that here. */
  result: 'held' | 'succeeded' | 'unproven' | 'skipped'
  detail: string
}

/** Every attack of the corpus, in order; `only` keeps those whose id begins with one of the names. */
export async function loadAttacks(only: readonly string[] = []): Promise<LoadedAttack[]> {
  const ids = ATTACK_CLASSES.flatMap((group) =>
    readdirSync(join(HERE, group))
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => ({ class: group, id: `${group}/${file.replace(/\.ts$/, '')}` })),
  ).filter(({ id }) => only.length === 0 || only.some((name) => id.startsWith(name)))
  return Promise.all(
    ids.map(async (entry) => ({
      ...entry,
      attack: ((await import(new URL(`./${entry.id}.ts`, import.meta.url).href)) as { default: Attack }).default,
    })),
  )
}

/** Tries the attacks a few at a time, each with its control. */
export async function runAttacks(
  engine: Engine,
  attacks: readonly LoadedAttack[],
  { concurrency = 3, onReport = () => {} }: { concurrency?: number; onReport?: (report: AttackReport) => void } = {},
): Promise<AttackReport[]> {
  const range = await Range.open(engine)
  const queue = [...attacks]
  const reports: AttackReport[] = []
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const report = await tryAttack(range, next)
      reports.push(report)
      onReport(report)
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, worker))
  } finally {
    await range.close()
  }
  return reports
}

async function tryAttack(range: Range, { id, attack }: LoadedAttack): Promise<AttackReport> {
  const report = { id, name: attack.name }
  const { enforced } = await range.engine.driver.capabilities()
  if (attack.needs && enforced[attack.needs] === 'no') {
    return { ...report, result: 'skipped', detail: `${attack.needs} is not limited here` }
  }
  try {
    const evidence = await attack.attempt(range)
    if (attack.succeeded(evidence)) return { ...report, result: 'succeeded', detail: describe(evidence) }
    const control = await attack.control(range)
    return attack.succeeded(control)
      ? { ...report, result: 'held', detail: '' }
      : { ...report, result: 'unproven', detail: `its judge did not notice: ${describe(control)}` }
  } catch (error) {
    return { ...report, result: 'unproven', detail: error instanceof Error ? error.message : String(error) }
  }
}

function describe(evidence: unknown): string {
  const text = JSON.stringify(evidence, (_key, value) =>
    value && typeof value === 'object' && value.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
  )
  return (text ?? String(evidence)).slice(0, 600)
}
