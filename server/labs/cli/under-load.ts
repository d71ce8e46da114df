import type { LabParts } from '../authoring/lab-parts.ts'
import { type GradingEngine, type ProofOptions, type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { besideBusyLoops } from './busy-loops.ts'

/** What beside a proof keeps the machine busy when it is to be shown that load moves no grade. */
const BUSY_LOOPS = 8

/** Grades again beside busy loops what was graded before. @returns what came to something else */
export async function movedByLoad(
  folder: LabParts,
  engine: GradingEngine,
  options: Pick<ProofOptions, 'seeds' | 'isQuick' | 'first' | 'wants'>,
  idle: readonly ProofStep[],
): Promise<string[]> {
  const nameOf = ({ seed, candidate }: ProofStep) => `seed ${seed}: ${candidate}`
  const before = new Map(idle.map((step) => [nameOf(step), step]))
  const moved: string[] = []
  const onStep = (step: ProofStep) => {
    const other = before.get(nameOf(step))
    const isSame = other !== undefined && step.replayDigest !== null && step.replayDigest === other.replayDigest
    console.log(`  under load, ${nameOf(step)}: ${step.score ?? 'ungradable'}${isSame ? '' : '  ✗'}`)
    if (!isSame)
      moved.push(`${nameOf(step)} comes to something else under load: ${other?.score} idle, ${step.score} loaded`)
  }
  await besideBusyLoops(BUSY_LOOPS, () => proveLab(folder, engine, { ...options, mutants: 0, onStep }))
  return moved
}
