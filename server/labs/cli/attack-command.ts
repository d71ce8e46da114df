import { loadAttacks, runAttacks } from '../attacks/run-attacks.ts'
import { openEngine } from './engine.ts'

/** @returns the exit code: 0 when no attack succeeded and every judge was shown to notice one that does */
export async function attackCommand(only: string[]): Promise<number> {
  const attacks = await loadAttacks(only)
  const engine = await openEngine('node-24', { say: console.log })
  try {
    const reports = await runAttacks(engine, attacks, {
      onReport: ({ id, name, result, detail }) =>
        console.log(
          `${result === 'held' ? '✓' : '✗'} ${id}: ${name}${result === 'held' ? '' : `\n    ${result}: ${detail}`}`,
        ),
    })
    const succeeded = reports.filter(({ result }) => result === 'succeeded').length
    const skipped = reports.filter(({ result }) => result === 'skipped').length
    const unproven = reports.filter(({ result }) => result === 'unproven').length
    if (unproven > 0) console.log(`${unproven} attacks could not be judged`)
    if (skipped > 0) console.log(`${skipped} attacks not tried: this machine enforces no limit against them`)
    console.log(`${reports.length - skipped} attacks, ${succeeded} succeeded`)
    return succeeded + unproven === 0 && reports.length > 0 ? 0 : 1
  } finally {
    await engine.close()
  }
}
