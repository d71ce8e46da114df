import { rm } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { checkContent } from './check-content.ts'
import { soundContent, writeContent } from './fixture.ts'
import { loadContent } from './load-content.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function problemsWith(changes: Record<string, string | null>) {
  const root = await writeContent(changes)
  folders.push(root)
  const problems = checkContent(await loadContent([root]))
  return problems.map(
    ({ file, line, expected, found }) => `${file.slice(root.length + 1)}:${line} ${expected} | ${found}`,
  )
}

const inModule = (path: string) => `courses/s9-example/first/${path}`
const edit = (path: string, from: string, to: string) => {
  const before = soundContent[path] ?? ''
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${path} has no "${from}"`)
  return { [path]: after }
}

test('the content of this repository has no fault', async () => {
  expect(checkContent(await loadContent(['content']))).toEqual([])
})

test('sound content has no fault', async () => {
  expect(await problemsWith({})).toEqual([])
})

describe('a file that cannot be read is named with line and expectation', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['broken YAML', { 'roles/keeper.yaml': 'id: [1\n' }, 'roles/keeper.yaml:2 YAML 1.2'],
    ['a scalar instead of a map', { 'roles/keeper.yaml': 'hello\n' }, 'roles/keeper.yaml:1 object | string'],
    ['an empty file', { 'programmes/all.yaml': '' }, 'programmes/all.yaml:1 object | null'],
    [
      'a wrong type',
      edit('roles/keeper.yaml', 'Months: 12', 'Months: soon'),
      'roles/keeper.yaml:7 recencyMonths: number | string',
    ],
    [
      'a missing translation',
      edit('roles/keeper.yaml', ', ja: 番人', ''),
      'roles/keeper.yaml:3 name.ja: string | undefined',
    ],
    [
      'an unknown field',
      edit('roles/keeper.yaml', 'code:', 'status: open\ncode:'),
      'roles/keeper.yaml:2 status: no field of this name',
    ],
    [
      'a byte order mark',
      { 'roles/keeper.yaml': `\uFEFF${soundContent['roles/keeper.yaml']}` },
      'roles/keeper.yaml:1 UTF-8 without a byte order mark',
    ],
    [
      'CRLF',
      edit('roles/keeper.yaml', 'code: keeper\n', 'code: keeper\r\n'),
      'roles/keeper.yaml:2 lines that end in LF | CR or CRLF',
    ],
    [
      'a missing course file',
      { 'courses/s9-example/course.yaml': null },
      'courses/s9-example/course.yaml:1 this file | none',
    ],
    ['a missing module', { [inModule('module.yaml')]: null }, `${inModule('module.yaml')}:1 this file | none`],
    ['a missing Japanese lesson', { [inModule('one.ja.md')]: null }, `${inModule('one.ja.md')}:1 this file | none`],
    [
      'a missing Japanese README',
      { [inModule('l99/README.ja.md')]: null },
      `${inModule('l99/README.ja.md')}:1 this file | none`,
    ],
    ['no front matter', { [inModule('one.en.md')]: 'Hello.\n' }, `${inModule('one.en.md')}:1 front matter`],
    [
      'a fault in front matter',
      edit(inModule('one.en.md'), 'minutes: 6', 'minutes: six'),
      `${inModule('one.en.md')}:3 minutes: number | string`,
    ],
    [
      'an alias to nothing',
      edit('roles/keeper.yaml', 'Months: 12', 'Months: *year'),
      'roles/keeper.yaml:1 YAML whose aliases resolve',
    ],
    [
      'a folder in the place of a file',
      { 'roles/keeper.yaml': null, 'roles/keeper.yaml/x': 'x' },
      'roles/keeper.yaml:1 this file | none',
    ],
    ['a stray file', { 'roles/notes.txt': 'x' }, 'roles/notes.txt:1 a file "<name>.yaml"'],
  ])('%s', async (_name, changes, expected) => {
    expect(await problemsWith(changes)).toContainEqual(expect.stringContaining(expected))
  })

  test('a root that is not there', async () => {
    expect(checkContent(await loadContent(['/nowhere/at/all']))).toMatchObject([{ file: '/nowhere/at/all', line: 1 }])
  })
})

/** The sound content with an exam beside its lab, in which something is changed. */
function exam(from: string, to: string): Record<string, string> {
  const listing = soundContent[inModule('module.yaml')]!
  const files = {
    [inModule('module.yaml')]: `${listing}  - { kind: exam, folder: form }\n`,
    [inModule('form/exam.yaml')]: `id: 0199b6a0-0000-7000-8000-000000000070
code: X99
title: { en: Exam, ja: 試験 }
summary: { en: Exam, ja: 試験 }
minutes: 30
passScore: 70
competencies: [{ area: DG, level: 1 }]
sections: [{ id: all, title: { en: All, ja: 全部 }, points: 100, draw: 1, questions: [unseen] }]
`,
    [inModule('form/unseen.yaml')]: soundContent[inModule('questions/capital.yaml')]!.replace(
      '000000000020',
      '000000000071',
    )
      .replace('Is {{city}} at home?', 'Is {{city}} far?')
      .replace('{{city}}は国内ですか', '{{city}}は遠いですか'),
  }
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(from, to)]))
}

test('an exam that can be drawn and scored has no fault', async () => {
  expect(await problemsWith(exam('points: 100', 'points: 100'))).toEqual([])
})

describe('what does not fit together is named', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['an id used twice', edit('roles/keeper.yaml', '000000000003', '000000000004'), 'an id that nothing else has'],
    [
      'an unknown competency',
      edit('roles/keeper.yaml', 'area: DG', 'area: ZZ'),
      'roles/keeper.yaml:5 a competency of a framework | ZZ2',
    ],
    [
      'an unknown course',
      edit('programmes/all.yaml', '[s9-example]', '[s8]'),
      'programmes/all.yaml:5 the folder of a course | "s8"',
    ],
    [
      'a mode that the lab does not offer',
      edit('achievements/kept.yaml', 'practice', 'proctored'),
      'achievements/kept.yaml:6 a lab or an exam that is offered in proctored mode | L99',
    ],
    [
      'a requirement without evidence',
      edit('roles/keeper.yaml', 'level: 2', 'level: 3'),
      'roles/keeper.yaml:5 evidence listed for it | none for DG3',
    ],
    [
      'evidence in a mode that is not offered',
      edit('roles/keeper.yaml', 'mode: practice', 'mode: proctored'),
      'roles/keeper.yaml:6 activities that are offered in proctored mode | L99',
    ],
    [
      'evidence by a person whom no lab asks',
      edit('roles/keeper.yaml', 'mode: practice', 'mode: practice, reviewedByPerson: true'),
      'roles/keeper.yaml:6 labs that a person marks, with "review" | L99',
    ],
    [
      'a required module that is in none of the courses',
      edit('programmes/all.yaml', 'roles:', 'required: [s9-example/second]\nroles:'),
      'programmes/all.yaml:6 a module of one of its courses | "s9-example/second"',
    ],
    [
      'a claim of a course without evidence',
      edit('courses/s9-example/course.yaml', 'level: 2', 'level: 4'),
      'a lab that evidences it | none for DG4',
    ],
    [
      'points that are not 100',
      edit(inModule('l99/lab.yaml'), 'points: 100', 'points: 90'),
      `${inModule('l99/lab.yaml')}:11 points that add up to 100 | 90`,
    ],
    [
      'a check without its file',
      edit(inModule('l99/lab.yaml'), 'works.ts', 'gone.ts'),
      'a file of the lab | checks/gone.ts',
    ],
    [
      'a step that the README lacks',
      edit(inModule('l99/README.en.md'), '#first', '#second'),
      'the steps of lab.yaml in order: first | second',
    ],
    ['a dead link', edit(inModule('one.en.md'), 'lab:L99', 'lab:L98'), 'a link to something that is there | lab:L98'],
    [
      'a link to a figure that is not there',
      edit(inModule('one.en.md'), '(#drawing)', '(#draft)'),
      'a link to something that is there | #draft',
    ],
    [
      'a figure in one language only',
      edit(inModule('one.ja.md'), '{#drawing', '{#drawing2'),
      '"drawing", as in the other language',
    ],
    ['an arrow to nowhere', edit(inModule('one.en.md'), 'to: b', 'to: c'), 'the id of a node | "c"'],
    [
      'a self-check without a right answer',
      edit(inModule('one.en.md'), '- [x]', '- [ ]'),
      'exactly one option "- [x]" | 0',
    ],
    [
      'an option without feedback',
      edit(inModule('one.en.md'), '\n  Wrong.\n', ''),
      'feedback indented beneath the option',
    ],
    ['an unknown directive', edit(inModule('one.en.md'), ':::example', ':::sample'), '":::sample"'],
    [
      'emphasis that does not close',
      edit(inModule('one.ja.md'), 'Caption.', '**鍵(HYOK)**と'),
      'emphasis and links that close',
    ],
    ['HTML', edit(inModule('one.en.md'), 'Caption.', '<b>Caption</b>'), 'Markdown without HTML'],
    [
      'a reading time that is not true',
      edit(inModule('one.en.md'), 'minutes: 6', 'minutes: 10'),
      'the minutes it takes to read',
    ],
    ['a reading time out of bounds', edit(inModule('one.en.md'), 'minutes: 6', 'minutes: 12'), '6 to 10 minutes | 12'],
    [
      'a term that is not the agreed one',
      edit(inModule('one.ja.md'), 'Caption.', 'エアーギャップです。'),
      'the agreed term "エアギャップ"',
    ],
    [
      'such a term in YAML',
      edit('roles/keeper.yaml', '守ります。', '司法管轄'),
      'roles/keeper.yaml:4 the agreed term "管轄権"',
    ],
    [
      'sections of an exam that do not add up',
      exam('points: 100', 'points: 90'),
      `${inModule('form/exam.yaml')}:8 points that add up to 100 | 90`,
    ],
    ['more drawn in a section than it names', exam('draw: 1', 'draw: 2'), 'at most the 1 questions it names | 2'],
    ['a question of an exam that is not there', exam('[unseen]', '[other]'), 'a file "other.yaml" in'],
    [
      'a question of an exam in no section',
      exam('[unseen]', '[other]'),
      'a section for every question | none for "unseen"',
    ],
    [
      'a question of an exam that practice asks',
      exam('Is {{city}} far?', 'Is {{city}} at home?'),
      'a question that no practice bank asks | Is Osaka at home?',
    ],
    [
      'more questions drawn than there are',
      edit(inModule('questions/quiz.yaml'), 'draw: 1', 'draw: 2'),
      'at most the 1 questions there are | 2',
    ],
  ])('%s', async (_name, changes, expected) => {
    expect(await problemsWith(changes)).toContainEqual(expect.stringContaining(expected))
  })
})

test('a role is in preparation until its evidence exists, and is then held to its requirements', async () => {
  const root = await writeContent(edit('roles/keeper.yaml', '[L99]', '[L99, L98]'))
  folders.push(root)
  const bundle = await loadContent([root])
  expect(bundle.roles.map(({ status }) => status)).toEqual(['in-preparation'])
  expect(checkContent(bundle)).toEqual([])
})

test('a version changes with its files and with nothing else', async () => {
  const digests = async (changes: Record<string, string>) => {
    const root = await writeContent(changes)
    folders.push(root)
    const [course] = (await loadContent([root])).courses
    return course?.modules.flatMap(({ activities }) => activities.map(({ digest }) => digest)) ?? []
  }
  const before = await digests({})
  const after = await digests(edit(inModule('l99/checks/works.ts'), 'export {}', 'export const a = 1'))
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
  expect(after[2]).not.toBe(before[2])
  expect(await digests(edit('roles/keeper.yaml', 'Keeps.', 'Holds.'))).toEqual(before)
})

test('several roots make one bundle', async () => {
  const first = await writeContent({})
  const second = await writeContent(Object.fromEntries(Object.keys(soundContent).map((path) => [path, null])))
  folders.push(first, second)
  expect(checkContent(await loadContent([first, second]))).toEqual([])
})
