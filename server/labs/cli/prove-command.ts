import { resolve } from 'node:path'
import { type ProofProblem, type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { openEngine } from './engine.ts'
import { findLab, findLabs, readLabFolder } from './lab-folder.ts'

/** Told of each lab that was proven. */
export type OnProven = (dir: string, proof: { imageDigest: string; seeds: number }) => Promise<void>

/** @returns the exit code: 0 when every lab is proven */
export async function proveCommand(
  content: string,
  { names, all, ...options }: { names: string[]; all: boolean; seeds: number; mutants: number; isQuick: boolean },
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

async function proveFolder(
  dir: string,
  options: { seeds: number; mutants: number; isQuick: boolean },
  onProven?: OnProven,
): Promise<string[]> {
  try {
    const folder = readLabFolder(dir)
    const { code, title, image } = folder.lab.definition
    console.log(`${code} ${title.en}`)
    const engine = await openEngine(image, { say: console.log })
    try {
      const { problems, mutants } = await proveLab(folder, engine, { ...options, onStep: sayStep })
      if (mutants) console.log(`  mutants: ${mutants.killed} of ${mutants.made} killed`)
      for (const name of mutants?.survivors ?? []) console.log(`    survived: ${name}`)
      if (problems.length === 0) await onProven?.(dir, { imageDigest: engine.image.digest, seeds: options.seeds })
      return problems.map(({ seed, candidate, problem }) => `seed ${seed}: ${candidate} ${sentenceOf(problem)}`)
    } finally {
      await engine.close()
    }
  } catch (error) {
    return [`${dir}: ${error instanceof Error ? error.message : String(error)}`]
  }
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
    case 'differs':
      return 'was graded twice with different results'
    case 'mutants':
      return `has only ${problem.killed} of ${problem.made} mutants that lose points`
  }
}
