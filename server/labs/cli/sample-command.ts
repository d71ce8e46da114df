import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { proofDigest } from '../authoring/proof-digest.ts'
import { readProofRecords } from '../authoring/proof-records.ts'
import { type ProofStep, proveLab } from '../authoring/prove-lab.ts'
import { sha256 } from '../grading/digests.ts'
import { randomStream } from '../harness/random.ts'
import { openEngine } from './engine.ts'
import { filesOfLab, findLabs, type LabFolder, readLabFolder } from './lab-folder.ts'
import { sayStep, sentenceOf } from './prove-report.ts'
import { movedByLoad } from './under-load.ts'

const SHARE = 0.1
const SEEDS = 3

interface Slice {
  folder: LabFolder
  candidates: readonly string[]
  seed: number
  isLoaded: boolean
}

/**
 * Every lab needs a record of its proof that still holds. A tenth of all wrong solutions, drawn anew each time, is graded
 * again with the references of their labs; in one of these labs the reference and one of them once more under load.
 */
export async function sampleCommand(content: string, given: string): Promise<number> {
  const contentDir = resolve(content)
  const drawn = given || String(randomInt(1_000_000))
  const random = randomStream(sha256(`terakoya/sample/${drawn}`), 'sample')
  console.log(`To draw the same sample again: npm run lab -- sample ${drawn}`)
  const labs = findLabs(contentDir).map(readLabFolder)
  const problems = new Map(labs.map((folder) => [folder, recordProblems(contentDir, folder)]))
  const all = labs.flatMap((folder) => folder.wrongs.map(({ name }) => ({ folder, name: `wrong/${name}` })))
  const chosen = random.shuffle(all).slice(0, Math.ceil(all.length * SHARE))
  const loaded = chosen[0]?.folder
  for (const folder of new Set(chosen.map((one) => one.folder))) {
    const names = chosen.filter((one) => one.folder === folder).map(({ name }) => name)
    const slice = {
      folder,
      candidates: ['solution', ...names],
      seed: random.int(0, SEEDS - 1),
      isLoaded: folder === loaded,
    }
    problems.get(folder)?.push(...(await proveSlice(slice)))
  }
  for (const [{ lab }, told] of problems)
    for (const problem of told) console.log(`✗ ${lab.definition.code}: ${problem}`)
  const failing = [...problems.values()].filter((told) => told.length > 0).length
  console.log(`${labs.length - failing} labs proven, ${failing} failing`)
  return failing === 0 ? 0 : 1
}

function recordProblems(contentDir: string, { dir, lab }: LabFolder): string[] {
  const { id, code, image } = lab.definition
  const isProven = readProofRecords(contentDir)[id]?.digest === proofDigest(filesOfLab(dir), image)
  return isProven
    ? []
    : [`no valid record of a proof. To prove it and record that: npm run lab -- prove ${code} --record`]
}

async function proveSlice({ folder, candidates, seed: first, isLoaded }: Slice): Promise<string[]> {
  const { code, image } = folder.lab.definition
  console.log(code)
  const engine = await openEngine(image, { say: console.log })
  try {
    const steps: ProofStep[] = []
    const onStep = (step: ProofStep) => {
      steps.push(step)
      sayStep(step)
    }
    const slice = { seeds: 1, first, mutants: 0, wants: (name: string) => candidates.includes(name) }
    const { problems } = await proveLab(folder, engine, { ...slice, onStep })
    const told = problems.map(({ seed, candidate, problem }) => `seed ${seed}: ${candidate} ${sentenceOf(problem)}`)
    if (!isLoaded || told.length > 0) return told
    const few = candidates.slice(0, 2)
    return await movedByLoad(folder, engine, { ...slice, wants: (name) => few.includes(name) }, steps)
  } finally {
    await engine.close()
  }
}
