import { appendFile, cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../platform/ids.ts'

const COURSE = 'courses/s1-from-law-to-control'

const question = (name: string, kind: 'single' | 'multiple' | 'number') => `id: ${newId()}
kind: ${kind}
competency: { area: DG, level: 1 }
prompt: { en: 'Form question ${name} {{n}}', ja: '試験の問題${name} {{n}}' }
parameters: { each: { n: ['1', '2', '3'] } }
options:
${
  kind === 'number'
    ? `  - { id: right, text: '42', correct: true, feedback: { en: 'Yes ${name}.', ja: 'はい${name}。' } }
otherwise: { en: No., ja: いいえ。 }`
    : `  - { id: right, text: { en: Right, ja: 正 }, correct: true, feedback: { en: Yes., ja: はい。 } }
  - { id: also, text: { en: Also, ja: これも }, correct: ${kind === 'multiple'}, feedback: { en: Yes., ja: はい。 } }
  - { id: wrong, text: { en: Wrong, ja: 誤 }, correct: false, feedback: { en: No., ja: いいえ。 } }`
}
`

const EXAM = `id: ${newId()}
code: X42
title: { en: Course assessment, ja: コース修了試験 }
summary: { en: Questions., ja: 問題です。 }
minutes: 30
passScore: 70
competencies: [{ area: DG, level: 1 }]
sections:
  - { id: first, title: { en: First, ja: 一 }, points: 60, draw: 2, questions: [a, b, c] }
  - { id: second, title: { en: Second, ja: 二 }, points: 40, draw: 1, questions: [d] }
`

const REVIEW = `
review:
  file: memo.md
  criteria:
    - { id: facts, title: { en: Facts, ja: 事実 }, lookFor: { en: Facts., ja: 事実。 } }
    - { id: law, title: { en: Law, ja: 法 }, lookFor: { en: Law., ja: 法。 } }
    - { id: estimate, title: { en: Estimate, ja: 推定 }, lookFor: { en: Estimate., ja: 推定。 } }
`

async function copyContent(): Promise<string> {
  const root = join(await mkdtemp(join(tmpdir(), 'terakoya-content-')), 'content')
  await cp('content', root, { recursive: true })
  return root
}

/** A copy of the repository's content in which a person marks a memo of L20 besides. */
export async function contentWithReview(): Promise<string> {
  const root = await copyContent()
  const lab = join(root, COURSE, 'residency/l20-residency-policy')
  await appendFile(join(lab, 'lab.yaml'), REVIEW)
  await writeFile(join(lab, 'starter/memo.md'), '# Memo\n')
  return root
}

/** A copy of the repository's content with one more module, an exam that only tests take. */
export async function contentWithExam(): Promise<string> {
  const root = await copyContent()
  const module = join(root, COURSE, 'test-exam')
  await mkdir(join(module, 'form'), { recursive: true })
  const files = {
    'module.yaml': `id: ${newId()}
title: { en: Test, ja: テスト }
summary: { en: Test., ja: テスト。 }
activities: [{ kind: exam, folder: form }]
`,
    'form/exam.yaml': EXAM,
    'form/a.yaml': question('a', 'single'),
    'form/b.yaml': question('b', 'single'),
    'form/c.yaml': question('c', 'single'),
    'form/d.yaml': question('d', 'multiple'),
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(module, path), text)
  const course = join(root, COURSE, 'course.yaml')
  const listing = await readFile(course, 'utf8')
  await writeFile(course, listing.replace(/modules: \[(?<rest>.*)\]/, 'modules: [$<rest>, test-exam]'))
  return root
}
