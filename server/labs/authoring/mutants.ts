import { sha256 } from '../grading/digests.ts'
import { randomStream } from '../harness/random.ts'
import type { FileMap } from '../sandbox/workspace.ts'

export interface Mutant {
  /** File, line and what was changed. */
  name: string
  files: FileMap
}

/** One change each, of a kind that people make. */
const TYPESCRIPT: readonly [RegExp, string][] = [
  [/===/g, '!=='],
  [/!==/g, '==='],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/&&/g, '||'],
  [/\|\|/g, '&&'],
  [/\?\?/g, '&&'],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/\btrue\b/g, 'false'],
  [/\bfalse\b/g, 'true'],
  [/\bif \((?!!)/g, 'if (!'],
  [/\.some\(/g, '.every('],
  [/\.every\(/g, '.some('],
  [/\b0\b/g, '1'],
  [/\b1\b/g, '2'],
  [/\bcontinue\b/g, 'break'],
]

const PYTHON: readonly [RegExp, string][] = [
  [/==/g, '!='],
  [/!=/g, '=='],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < /g, ' <= '],
  [/ > /g, ' >= '],
  [/ and /g, ' or '],
  [/ or /g, ' and '],
  [/ not in /g, ' in '],
  [/(?<!\bfor\b.*)(?<!not) in (?=.*:$)/g, ' not in '],
  [/\bnot (?!in\b)/g, ''],
  [/ \+ /g, ' - '],
  [/ - /g, ' + '],
  [/\bTrue\b/g, 'False'],
  [/\bFalse\b/g, 'True'],
  [/\bif (?!not\b)(?=.*:$)/g, 'if not '],
  [/\bany\(/g, 'all('],
  [/\ball\(/g, 'any('],
  [/\bmin\(/g, 'max('],
  [/\bmax\(/g, 'min('],
  [/\b0\b/g, '1'],
  [/\b1\b/g, '2'],
  [/\bcontinue\b/g, 'break'],
]

/** A sample of the reference's mutants, the same on every machine. Its own tests and its comments are left alone. */
export function mutantsOf(solution: FileMap, count: number): Mutant[] {
  const sources = [...solution].filter(
    ([path]) => /\.(ts|js|mjs|py)$/.test(path) && !/(\.test\.\w+|_test\.py)$/.test(path),
  )
  const all = sources.flatMap(([path, bytes]) => mutateFile(path, Buffer.from(bytes).toString()))
  return randomStream(sha256('terakoya/mutants/1'), 'sample').shuffle(all).slice(0, count)
}

function mutateFile(path: string, source: string): Mutant[] {
  const isPython = path.endsWith('.py')
  const leftAlone = isPython ? /^\s*(#|"""|import |from )/ : /^\s*(\/\/|\/?\*|import |export type |type |interface )/
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    if (leftAlone.test(line)) return []
    return (isPython ? PYTHON : TYPESCRIPT).flatMap(([pattern, replacement]) =>
      [...line.matchAll(pattern)].map((match) => {
        const end = match.index + match[0].length
        const changed = line.slice(0, match.index) + replacement + line.slice(end)
        const text = [...lines.slice(0, index), changed, ...lines.slice(index + 1)].join('\n')
        return {
          name: `${path}:${index + 1} ${match[0].trim()} → ${replacement.trim()}`,
          files: new Map([[path, Buffer.from(text)]]),
        }
      }),
    )
  })
}
