import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const uuid = (n: number) => `0199b6a0-0000-7000-8000-${String(n).padStart(12, '0')}`
const module = 'courses/s9-example/first'

const lesson = (language: 'en' | 'ja') => `---
title: ${language === 'en' ? 'A lesson' : 'レッスン'}
minutes: 6
summary: ${language === 'en' ? 'What it is about.' : '概要です。'}
outcome: ${language === 'en' ? 'Do it.' : 'できるようになります。'}
sources: []
---

${(language === 'en' ? 'word '.repeat(900) : '文'.repeat(2500)).trim()}

:::figure{#drawing title="Drawing"}
\`\`\`diagram
text: Two boxes stand beside each other and an arrow leads from one to the other.
nodes:
  - { id: a, column: 1, row: 1, label: A }
  - { id: b, column: 2, row: 1, label: B }
edges:
  - { from: a, to: b }
\`\`\`

Caption.
:::

:::example{title="Example"}
See [the drawing](#drawing) and [the lab](lab:L99).
:::

:::selfcheck{#sure}
Sure?

- [x] Yes

  Right.

- [ ] No

  Wrong.
:::
`

const areaLevels = [1, 2, 3, 4].map(
  (level) => `{ id: ${uuid(10 + level)}, level: ${level}, statement: { en: S, ja: 文 } }`,
)

/** A small bundle without a fault, keyed by path. */
export const soundContent: Readonly<Record<string, string>> = {
  'frameworks/example.yaml': `id: ${uuid(1)}
code: example
title: { en: Example, ja: 例 }
description: { en: Example, ja: 例 }
scale: [{ level: 1, name: { en: a, ja: あ } }, { level: 2, name: { en: b, ja: い } }, { level: 3, name: { en: c, ja: う } }, { level: 4, name: { en: d, ja: え } }]
areas:
  - id: ${uuid(2)}
    code: DG
    name: { en: Data, ja: データ }
    description: { en: Data, ja: データ }
    nice: [OG-WRL-008]
    levels: [${areaLevels.join(', ')}]
`,
  'roles/keeper.yaml': `id: ${uuid(3)}
code: keeper
name: { en: Keeper, ja: 番人 }
mission: { en: Keeps., ja: 守ります。 }
requires: [{ area: DG, level: 2 }]
evidence: [{ activities: [L99], mode: practice }]
recencyMonths: 12
`,
  'achievements/kept.yaml': `id: ${uuid(4)}
code: kept
name: { en: Kept, ja: 守った }
description: { en: Kept, ja: 守った }
criteria: { en: Kept, ja: 守った }
requires: [{ activity: L99, mode: practice }]
competencies: [{ area: DG, level: 2 }]
validityMonths: 12
`,
  'programmes/all.yaml': `id: ${uuid(5)}
code: all
title: { en: All, ja: すべて }
summary: { en: All, ja: すべて }
courses: [s9-example]
roles: [keeper]
achievements: [kept]
`,
  'courses/s9-example/course.yaml': `id: ${uuid(6)}
code: S9
title: { en: Example, ja: 例 }
summary: { en: Example, ja: 例 }
outcome: { en: Example, ja: 例 }
competencies: [{ area: DG, level: 2 }]
modules: [first]
`,
  [`${module}/module.yaml`]: `id: ${uuid(7)}
title: { en: First, ja: 最初 }
summary: { en: First, ja: 最初 }
activities:
  - { kind: lesson, id: ${uuid(8)}, name: one, competencies: [{ area: DG, level: 1 }] }
  - { kind: quiz, folder: questions }
  - { kind: lab, folder: l99 }
`,
  [`${module}/one.en.md`]: lesson('en'),
  [`${module}/one.ja.md`]: lesson('ja'),
  [`${module}/questions/quiz.yaml`]: `id: ${uuid(9)}
title: { en: Questions, ja: 問題 }
summary: { en: Questions, ja: 問題 }
minutes: 5
draw: 1
passPercent: 70
competencies: [{ area: DG, level: 1 }]
`,
  [`${module}/questions/capital.yaml`]: `id: ${uuid(20)}
kind: single
competency: { area: DG, level: 1 }
prompt: { en: 'Is {{city}} at home?', ja: '{{city}}は国内ですか。' }
parameters:
  rows:
    - { city: { en: Osaka, ja: 大阪 }, home: true, away: false }
    - { city: { en: Tokyo, ja: 東京 }, home: true, away: false }
    - { city: { en: Dublin, ja: ダブリン }, home: false, away: true }
options:
  - { id: a, text: { en: 'Yes', ja: はい }, correct: home, feedback: { en: F, ja: 解説 } }
  - { id: b, text: { en: 'No', ja: いいえ }, correct: away, feedback: { en: F, ja: 解説 } }
  - { id: c, text: { en: Perhaps, ja: たぶん }, correct: false, feedback: { en: F, ja: 解説 } }
`,
  [`${module}/l99/lab.yaml`]: `id: ${uuid(30)}
code: L99
title: { en: Lab, ja: ラボ }
summary: { en: Lab, ja: ラボ }
minutes: 30
kind: code
modes: [practice]
passScore: 70
submissions: { practice: 3, proctored: 1 }
steps: [{ id: first, title: { en: First, ja: 最初 }, checks: [works] }]
checks: [{ id: works, title: { en: Works, ja: 動く }, points: 100, visibility: visible, file: checks/works.ts }]
competencies: [{ area: DG, level: 2 }]
`,
  [`${module}/l99/README.en.md`]: 'Lab.\n\n:::step{#first}\nDo it.\n:::\n',
  [`${module}/l99/README.ja.md`]: 'ラボです。\n\n:::step{#first}\nやってみましょう。\n:::\n',
  [`${module}/l99/checks/works.ts`]: 'export {}\n',
}

/** Writes a bundle to a folder of its own; null leaves a file out. */
export async function writeContent(changes: Record<string, string | null> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'content-'))
  for (const [path, text] of Object.entries({ ...soundContent, ...changes })) {
    if (text === null) continue
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}
