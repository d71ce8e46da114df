import { describe, expect, it } from 'vitest'
import type { LabParts } from './lab-parts.ts'
import { plainLine, solutionLines } from './solution-lines.ts'

const files = (entries: Record<string, string>) =>
  new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]))

const GIVEN = 'const given = readFileSync("manifest.json", "utf8")'
const SOLVED = 'if (place.region !== home) return { effect: "deny", rule: "R2" }'
const ORACLE = 'const uncovered = outside.find((place: Place) => !covers(place))'

const parts = {
  lab: {
    files: files({
      'checks/oracle.ts': ORACLE,
      'checks/judge.ts': 'const said = await run(["node", "policy/main.ts"])',
    }),
  },
  starter: files({ 'main.ts': GIVEN }),
  solution: files({
    'main.ts': `import { a } from './a-module-with-a-rather-long-name.ts'\n${GIVEN}\n  ${SOLVED}\n}\n`,
  }),
} as unknown as LabParts

describe('lines that must not reach a learner’s sandbox', () => {
  it('are those of the solution and of oracles, without what everybody was given and what is short', () => {
    expect(solutionLines(parts)).toEqual([SOLVED, plainLine(ORACLE)])
  })

  it('are found in a program however it is indented', () => {
    expect(plainLine(`\n    ${SOLVED.replaceAll(' ', '  ')}\n`)).toBe(SOLVED)
  })
})
