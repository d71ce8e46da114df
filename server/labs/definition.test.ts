import { describe, expect, test } from 'vitest'
import { LabDefinitionError, parseLabDefinition } from './definition.ts'

const complete = `id: 0199b6a0-5f00-7c20-8a20-1b5d3c7e9f20
code: L99
title: { en: Example, ja: 例 }
summary: { en: A lab., ja: ラボです。 }
minutes: 30
kind: code
image: node-24
profile: default
limits: { memoryMb: 256, processes: 32, cpus: 1, cpuSeconds: 20, outputKb: 256, diskMb: 32 }
modes: [practice, proctored]
run: { argv: [node, main.ts] }
open: [main.ts]
readOnly: [data/**]
passScore: 70
submissions: { practice: 3, proctored: 1 }
params: world/params.ts
steps:
  - { id: first, title: { en: First, ja: 最初 }, checks: [shown] }
checks:
  - { id: shown, title: { en: Shown, ja: 見える }, points: 40, visibility: visible, file: checks/shown.ts }
  - id: unseen
    title: { en: Unseen, ja: 見えない }
    probes: { en: New inputs, ja: 新しい入力 }
    points: 60
    visibility: hidden
    mustPass: true
    file: checks/unseen.ts
competencies: [{ area: DG, level: 2 }]
`

function problemsOf(yaml: string) {
  try {
    parseLabDefinition(yaml, 'lab.yaml')
  } catch (error) {
    if (error instanceof LabDefinitionError) return error.problems
    throw error
  }
  return []
}

describe('parseLabDefinition', () => {
  test('reads a complete definition', () => {
    const lab = parseLabDefinition(complete, 'lab.yaml')
    expect(lab.checks.map(({ mustPass }) => mustPass)).toEqual([false, true])
    expect(lab.limits.memoryMb).toBe(256)
  })

  test.each([
    ['broken YAML', complete.replace('[node, main.ts]', '[node, main.ts'), 11, 'YAML 1.2'],
    ['a repeated key', complete.replace('minutes: 30', 'minutes: 30\nminutes: 40'), 6, 'unique'],
    ['a wrong type', complete.replace('minutes: 30', 'minutes: soon'), 5, 'minutes: expected number'],
    ['a missing field', complete.replace('image: node-24\n', ''), 1, 'image: expected string'],
    [
      'a missing translation',
      complete.replace('{ en: Example, ja: 例 }', '{ en: Example }'),
      3,
      'title.ja: expected string',
    ],
    ['an unknown field', complete.replace('profile:', 'profil: x\nprofile:'), 8, 'profil: expected no field'],
    ['points below 100', complete.replace('points: 60', 'points: 50'), 20, 'add up to 100, found 90'],
    ['a path that leaves the lab', complete.replace('open: [main.ts]', 'open: [../main.ts]'), 12, 'inside the lab'],
    ['a step with an unknown check', complete.replace('checks: [shown]', 'checks: [seen]'), 18, 'found "seen"'],
    ['an id used twice', complete.replace('id: unseen', 'id: shown'), 21, 'found "shown" again'],
    ['a hidden check without its class', complete.replace(/ {4}probes.*\n/, ''), 21, '"probes"'],
    ['an alias to nothing', complete.replace('minutes: 30', 'minutes: *half'), 1, 'aliases that resolve'],
    ['nothing', '', 1, 'expected object'],
  ])('names file, line and expectation for %s', (_name, yaml, line, expected) => {
    const problems = problemsOf(yaml)
    expect(problems).toContainEqual({ file: 'lab.yaml', line, expected: expect.stringContaining(expected) })
  })
})
