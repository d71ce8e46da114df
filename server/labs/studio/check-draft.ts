import { checkLoneLab } from '../../catalog/index.ts'
import type { Context } from '../../platform/context.ts'
import { readYamlLines } from '../../platform/yaml-lines.ts'
import { type LabParts, labPartsOf } from '../authoring/lab-parts.ts'
import { type LabDefinition, LabDefinitionError } from '../definition.ts'
import { isImageName } from '../images/image-names.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import type { Draft } from '../studio-queries.ts'

/** One thing wrong with a draft, told to who writes it. */
export interface DraftProblem {
  file: string
  line: number
  expected: string
  found: string | null
}

/** What a lab of an organisation may take of the machine: its author is trusted no more than a learner. */
const MOST = { memoryMb: 512, processes: 128, cpus: 2, cpuSeconds: 60, outputKb: 512, diskMb: 64 } as const
const MOST_WRONGS = 20
const MOST_PROBLEMS = 100

/** Everything wrong with a draft, by the rules of content and those for organisations; none: it may be run. */
export async function checkDraft(ctx: Context, draft: Draft, files: FileMap): Promise<DraftProblem[]> {
  try {
    const parts = labPartsOf(files, '')
    const own = [...checkOwn(draft, parts, files), ...checkPaths(files)]
    const shared = await checkLoneLab(ctx, new Map(files))
    return [...shared, ...own].slice(0, MOST_PROBLEMS)
  } catch (error) {
    if (error instanceof LabDefinitionError)
      return error.problems.slice(0, MOST_PROBLEMS).map(({ file, line, expected }) => ({
        ...{ file, line, found: null },
        expected: expected.replace(/(^|: )expected /, '$1').replace(/:$/, ''),
      }))
    // What nests deeper than a stack is long ends the parser, and is the author's to mend.
    if (error instanceof RangeError)
      return [{ file: 'lab.yaml', line: 1, expected: 'YAML and Markdown that nest less deep', found: null }]
    throw error
  }
}

function checkOwn(draft: Draft, { lab, solution, starter, wrongs }: LabParts, files: FileMap): DraftProblem[] {
  const { definition } = lab
  const { lineOf } = readYamlLines(Buffer.from(files.get('lab.yaml')!).toString())
  const at = (path: PropertyKey[], expected: string, found: string): DraftProblem => ({
    ...{ file: 'lab.yaml', line: lineOf(path), found },
    expected: `${path.join('.')}: ${expected}`,
  })
  const problems: DraftProblem[] = []
  if (definition.id !== draft.labId) problems.push(at(['id'], draft.labId, definition.id))
  if (!/^X[0-9]{2}$/.test(definition.code))
    problems.push(at(['code'], 'X01 to X99, since other codes are the catalogue’s', definition.code))
  if (definition.modes.join() !== 'practice')
    problems.push(
      at(['modes'], '[practice], since what certifies is not written by who teaches', definition.modes.join(', ')),
    )
  if (definition.review)
    problems.push(at(['review'], 'no review, since assessors mark the catalogue’s labs alone', definition.review.file))
  if (!isImageName(definition.image)) problems.push(at(['image'], 'an image of this site', definition.image))
  problems.push(...checkLimits(definition, at))
  for (const name of ['params', 'model'] as const) {
    const file = definition[name]
    if (file && !files.has(file)) problems.push(at([name], 'a file of the lab', file))
  }
  if (starter.size === 0) problems.push({ file: 'starter', line: 1, expected: 'at least one file', found: 'none' })
  if (solution.size === 0) problems.push({ file: 'solution', line: 1, expected: 'at least one file', found: 'none' })
  if (wrongs.length === 0 || wrongs.length > MOST_WRONGS)
    problems.push({
      ...{ file: 'wrong', line: 1, found: String(wrongs.length) },
      expected: `one to ${MOST_WRONGS} wrong solutions, each in a folder of its own`,
    })
  return problems
}

function checkLimits(
  { limits }: LabDefinition,
  at: (path: PropertyKey[], expected: string, found: string) => DraftProblem,
): DraftProblem[] {
  return Object.entries(MOST).flatMap(([name, most]) => {
    const asked = limits[name as keyof typeof MOST]
    return asked > most ? [at(['limits', name], `at most ${most}`, String(asked))] : []
  })
}

/** A file cannot also be the folder of another. */
function checkPaths(files: FileMap): DraftProblem[] {
  const folders = new Set(
    [...files.keys()].flatMap((path) => path.split('/').map((_, depth, names) => names.slice(0, depth).join('/'))),
  )
  return [...files.keys()]
    .filter((path) => folders.has(path))
    .map((path) => ({ file: path, line: 1, expected: 'a file or a folder of this name', found: 'both' }))
}
