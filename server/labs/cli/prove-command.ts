import { resolve } from 'node:path'
import { type GradingEngine, type ProofProblem, type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { besideBusyLoops } from './busy-loops.ts'
import { openEngine } from './engine.ts'
import { findLab, findLabs, type LabFolder, readLabFolder } from './lab-folder.ts'

/** What beside a proof keeps the machine busy when it is to be shown that load moves no grade. */
const BUSY_LOOPS = 8

interface ProveOptions {
  seeds: number
  mutants: number
  isQuick: boolean
  /** Everything is graded a second time under load, and has to come to the same. */
  isLoaded?: boolean
}

/** Told of each lab that was proven. */
export type OnProven = (dir: string, proof: { imageDigest: string; seeds: number }) => Promise<void>

/** @returns the exit code: 0 when every lab is proven */
export async function proveCommand(
  content: string,
  { names, all, ...options }: { names: string[]; all: boolean } & ProveOptions,
  onProven?: OnProven,
): Promise<number> {
  if (!Number.isInteger(options.seeds) || options.seeds < 1) throw new Error('--seeds: expected a whole number from 1')
  const contentDir = resolve(content)
  if (!all && names.length === 0) throw new Error('Which lab? Give its code, id, folder name or path.')
  const dirs = all ? findLabs(contentDir) : names.map((name) => findLab(contentDir, name))
  let failing = 0
  for (const dir of dirs) {
    const problems = await proveFolder(dir, options, onProven)
    if (problems.length > 0) failing++
    for (const problem of problems) console.log(`✗ ${problem}`)
  }
  console.log(`${dirs.length - failing} labs proven, ${failing} failing`)
  return failing === 0 ? 0 : 1
}

async function proveFolder(dir: string, options: ProveOptions, onProven?: OnProven): Promise<string[]> {
  try {
    const folder = readLabFolder(dir)
    const { code, title, image } = folder.lab.definition
    console.log(`${code} ${title.en}`)
    const engine = await openEngine(image, { say: console.log })
    try {
      const steps: ProofStep[] = []
      const onStep = (step: ProofStep) => {
        steps.push(step)
        sayStep(step)
      }
      const { problems, mutants } = await proveLab(folder, engine, { ...options, onStep })
      if (mutants) console.log(`  mutants: ${mutants.killed} of ${mutants.made} killed`)
      for (const name of mutants?.survivors ?? []) console.log(`    survived: ${name}`)
      const moved = options.isLoaded ? await movedByLoad(folder, engine, options, steps) : []
      if (moved.length > 0) return moved
      if (problems.length === 0) await onProven?.(dir, { imageDigest: engine.image.digest, seeds: options.seeds })
      return problems.map(({ seed, candidate, problem }) => `seed ${seed}: ${candidate} ${sentenceOf(problem)}`)
    } finally {
      await engine.close()
    }
  } catch (error) {
    return [`${dir}: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** Grades again beside busy loops what was graded before. @returns what came to something else */
async function movedByLoad(
  folder: LabFolder,
  engine: GradingEngine,
  { seeds, isQuick }: ProveOptions,
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
  await besideBusyLoops(BUSY_LOOPS, () => proveLab(folder, engine, { seeds, isQuick, mutants: 0, onStep }))
  return moved
}

function sayStep({ seed, candidate, score, of, problems, diagnostics }: ProofStep): void {
  const result = score === null ? 'ungradable' : `${score} of ${of}`
  console.log(`  seed ${seed}  ${candidate}: ${result}${problems.length > 0 ? '  ✗' : ''}`)
  if (diagnostics) console.log(diagnostics)
}

function sentenceOf(problem: ProofProblem): string {
  switch (problem.kind) {
    case 'loses':
      return `scores ${problem.score} of ${problem.of}; not passed: ${problem.checks.join(', ')}`
    case 'passes':
      return 'passes, but must fail'
    case 'notCaught':
      return `is not caught by "${problem.check}"`
    case 'unknownCheck':
      return `names no check: "${problem.check}"`
    case 'ungradable':
      return `could not be graded: ${problem.reason}: ${problem.detail}`
    case 'tells':
      return `lets "${problem.check}" send a line of the solution into the learner's sandbox: ${problem.line}`
    case 'differs':
      return 'was graded twice with different results'
    case 'mutants':
      return `has only ${problem.killed} of ${problem.made} mutants that lose points`
  }
}
