import { resolve } from 'node:path'
import { proofDigest } from '../authoring/proof-digest.ts'
import { readProofRecords, writeProofRecord } from '../authoring/proof-records.ts'
import { type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { openEngine } from './engine.ts'
import { filesOfLab, findLab, findLabs, readLabFolder } from './lab-folder.ts'
import { sayStep, sentenceOf } from './prove-report.ts'
import { movedByLoad } from './under-load.ts'

interface ProveOptions {
  seeds: number
  mutants: number
  isQuick: boolean
  /** Everything is graded a second time under load, and has to come to the same. */
  isLoaded?: boolean
  /** Write the record that is shipped with the content. What is proven already is left out, unless `isAgain`. */
  isRecorded?: boolean
  isAgain?: boolean
}

/** @returns the exit code: 0 when every lab is proven */
export async function proveCommand(
  content: string,
  { names, all, ...options }: { names: string[]; all: boolean } & ProveOptions,
): Promise<number> {
  if (!Number.isInteger(options.seeds) || options.seeds < 1) throw new Error('--seeds: expected a whole number from 1')
  const contentDir = resolve(content)
  if (!all && names.length === 0) throw new Error('Which lab? Give its code, id, folder name or path.')
  const dirs = all ? findLabs(contentDir) : names.map((name) => findLab(contentDir, name))
  let failing = 0
  for (const dir of dirs) {
    const problems = await proveFolder(contentDir, dir, options)
    if (problems.length > 0) failing++
    for (const problem of problems) console.log(`✗ ${problem}`)
  }
  console.log(`${dirs.length - failing} labs proven, ${failing} failing`)
  return failing === 0 ? 0 : 1
}

async function proveFolder(contentDir: string, dir: string, options: ProveOptions): Promise<string[]> {
  try {
    const folder = readLabFolder(dir)
    const { id, code, title, image } = folder.lab.definition
    const digest = proofDigest(filesOfLab(dir), image)
    const known = readProofRecords(contentDir)[id]
    if (options.isRecorded && !options.isAgain && known?.digest === digest && known.seeds >= options.seeds) {
      console.log(`${code} ${title.en}: nothing changed since ${known.provenAt}`)
      return []
    }
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
      const told = problems.map(({ seed, candidate, problem }) => `seed ${seed}: ${candidate} ${sentenceOf(problem)}`)
      if (options.isLoaded && told.length === 0) told.push(...(await movedByLoad(folder, engine, options, steps)))
      if (options.isRecorded && told.length === 0) {
        const { seeds } = options
        const provenAt = new Date().toISOString()
        writeProofRecord(contentDir, id, { code, digest, imageDigest: engine.image.digest, seeds, provenAt })
      }
      return told
    } finally {
      await engine.close()
    }
  } catch (error) {
    return [`${dir}: ${error instanceof Error ? error.message : String(error)}`]
  }
}
