import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overlay } from '../authoring/lab-parts.ts'
import { proveLab } from '../authoring/prove-lab.ts'
import { type Engine, openEngine } from '../cli/engine.ts'
import { type LabFolder, readLabFolder } from '../cli/lab-folder.ts'
import { makeLab } from '../cli/new-command.ts'
import type { FileMap } from '../sandbox/workspace.ts'
import { generateParams } from './generate-params.ts'
import { gradeSnapshot } from './grade-snapshot.ts'
import { deriveKeys } from './keys.ts'
import { toldChecks } from './told-checks.ts'
import type { GradeRequest } from './types.ts'

let engine: Engine
let content: string
let folder: LabFolder
let given: FileMap
const keys = deriveKeys(Buffer.alloc(16, 9))

beforeAll(async () => {
  engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
  content = mkdtempSync(join(tmpdir(), 'terakoya-content-'))
  folder = readLabFolder(makeLab(content, 'course/module/bill').dir)
  const { files } = await generateParams({ ...engine, lab: folder.lab, paramsKey: keys.params })
  given = overlay(folder.starter, text(files))
})

afterAll(async () => {
  rmSync(content, { recursive: true, force: true })
  await engine.close()
})

const text = (files: Record<string, string>): FileMap =>
  new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]))

const grade = (files: FileMap, rest: Partial<GradeRequest> = {}) =>
  gradeSnapshot({ ...engine, lab: folder.lab, keys, mode: 'submit', snapshot: overlay(given, files), ...rest })

/** The lab with some of its files changed. */
const labWith = (files: Record<string, string>): GradeRequest['lab'] => ({
  ...folder.lab,
  files: overlay(folder.lab.files, text(files)),
})

/** The time of a check goes slower under load, by ten at most: its test takes as long. */
const SLOW_MS = 240_000

describe('gradeSnapshot', () => {
  it('gives the solution all points, and the same digest again', async () => {
    const once = await grade(folder.solution)
    const again = await grade(folder.solution, { concurrency: 1 })
    expect(once).toMatchObject({ outcome: 'graded', score: 100, maxScore: 100, passed: true })
    expect(again).toMatchObject({ replayDigest: (once as { replayDigest: string }).replayDigest })
    expect(once.provenance).toMatchObject({ imageDigest: engine.image.digest, harnessVersion: '1', mode: 'submit' })
  })

  it('fails the starter with feedback, and keeps hidden inputs from the learner', async () => {
    const result = await grade(new Map())
    if (result.outcome !== 'graded') throw new Error(result.reason)
    expect(result).toMatchObject({ score: 0, passed: false })
    const [shown, unseen] = toldChecks('learner', folder.lab.definition, result)
    expect(shown?.feedback).toMatchObject({ expected: expect.stringMatching(/^\d+$/), where: { file: 'main.ts' } })
    expect(unseen).toMatchObject({ status: 'failed', points: 0, feedback: null, probes: { en: expect.any(String) } })
    expect(shown?.ms).toBeGreaterThan(0)
    const broken = { ...result, checks: result.checks.map((check) => ({ ...check, reason: 'oom' as const })) }
    // How long a hidden check took, and which limit it broke, would be an answer a program can give.
    expect(toldChecks('learner', folder.lab.definition, broken)[1]).toMatchObject({ reason: null, ms: null })
    const [, taught] = toldChecks('staff', folder.lab.definition, broken)
    expect(taught).toMatchObject({ reason: 'oom', ms: expect.any(Number) })
    expect(taught?.feedback).toMatchObject({ text: { en: expect.any(String) } })
  })

  it('on Check runs visible checks only, and gives no hidden stream', async () => {
    expect(await grade(folder.solution, { mode: 'check' })).toMatchObject({ score: 40, maxScore: 40, passed: true })
    const peeking = labWith({
      'checks/bills.ts': "import { check, hidden } from '#harness'\ncheck('shown-bill', () => { hidden('bills') })",
    })
    const result = await grade(folder.solution, { mode: 'check', lab: peeking })
    expect(result).toMatchObject({ checks: [{ id: 'shown-bill', status: 'failed', reason: 'crash' }] })
    expect(result.diagnostics + JSON.stringify(result)).not.toContain(keys.hidden)
  })

  it('puts read-only files back as they were given', async () => {
    const cheat = text({ 'bill.json': '[]', 'main.ts': 'console.log(0)' })
    expect(await grade(cheat)).toMatchObject({ score: 0 })
  })

  it('fails a check that the module does not register, and one that crashes', async () => {
    const lab = labWith({
      'checks/bills.ts': "import { check } from '#harness'\ncheck('shown-bill', () => { throw new TypeError('oops') })",
    })
    const result = await grade(folder.solution, { lab })
    expect(result).toMatchObject({
      score: 0,
      checks: [
        { id: 'shown-bill', reason: 'crash' },
        { id: 'unseen-bills', reason: 'missing' },
      ],
    })
  })

  it('keeps a verdict that the check itself swallowed, and what it printed out of the protocol', async () => {
    const lab = labWith({
      'checks/bills.ts': `import { check } from '#harness'
check('shown-bill', (t) => {
  console.log('{"type":"done"}')
  try { t.partial(0.5, { text: { en: 'half', ja: '半分' } }) } catch {}
})
check('unseen-bills', () => {})`,
    })
    const result = await grade(folder.solution, { lab })
    expect(result).toMatchObject({ score: 80, checks: [{ status: 'partial', points: 20 }, { status: 'passed' }] })
  })

  it(
    'fails only the check that never answers, and grades the others',
    async () => {
      const lab = labWith({
        'checks/bills.ts': `import { check, run } from '#harness'
check('shown-bill', async () => { await run(['true']); for (;;); })
check('unseen-bills', async () => { await run(['true']) })`,
      })
      const result = await grade(folder.solution, { lab, checkBudgetMs: 1_500 })
      expect(result).toMatchObject({
        outcome: 'graded',
        score: 60,
        checks: [
          { id: 'shown-bill', status: 'failed', reason: 'timeout' },
          { id: 'unseen-bills', status: 'passed' },
        ],
      })
    },
    SLOW_MS,
  )

  it.each([
    ['ends its grader', 'process.exit(0)'],
    ['fills its grader', 'for (const all: unknown[] = []; ; ) all.push(new Array(100_000).fill(Math.random()))'],
    ['writes null to the protocol', "writeSync(1, 'null\\n'); return new Promise(() => setInterval(() => {}, 1000))"],
    [
      'nests what it writes deep',
      "writeSync(1, '['.repeat(20_000) + '\\n'); return new Promise(() => setInterval(() => {}, 1000))",
    ],
  ])('fails only the check that %s, and grades the others', async (_name, body) => {
    const lab = labWith({
      'checks/bills.ts': `import { writeSync } from 'node:fs'
import { check } from '#harness'
check('shown-bill', () => { ${body} })
check('unseen-bills', () => {})`,
    })
    expect(await grade(folder.solution, { lab })).toMatchObject({
      outcome: 'graded',
      checks: [
        { id: 'shown-bill', status: 'failed', reason: 'grader_overwhelmed' },
        { id: 'unseen-bills', status: 'passed' },
      ],
    })
  })

  it('fails a check whose program left more files than can be read, and is not ungradable by it', async () => {
    const lab = labWith({
      'checks/bills.ts': `import { check, readFile, run } from '#harness'
check('shown-bill', async () => {
  await run(['sh', '-c', 'mkdir many; cd many; seq 20500 | xargs touch'])
  for (;;) await readFile('main.ts')
})
check('unseen-bills', () => {})`,
    })
    expect(await grade(folder.solution, { lab })).toMatchObject({
      outcome: 'graded',
      checks: [{ id: 'shown-bill', status: 'failed', reason: 'disk' }, { status: 'passed' }],
    })
  })

  it(
    'fails a check whose time runs out while it reads what the learner left',
    async () => {
      const lab = labWith({
        'checks/bills.ts': `import { check, readFile, run } from '#harness'
check('shown-bill', async () => {
  await run(['true'])
  for (;;) await Promise.all(Array.from({ length: 100 }, () => readFile('main.ts')))
})
check('unseen-bills', () => {})`,
      })
      expect(await grade(folder.solution, { lab, checkBudgetMs: 1_500 })).toMatchObject({
        outcome: 'graded',
        checks: [{ id: 'shown-bill', reason: 'timeout' }, { status: 'passed' }],
      })
    },
    SLOW_MS,
  )

  it('fails a check whose time ran out in the learner’s program', async () => {
    const result = await grade(text({ 'main.ts': 'for (;;);' }), {
      limits: { ...folder.lab.definition.limits, cpuSeconds: 1 },
    })
    expect(result).toMatchObject({
      outcome: 'graded',
      score: 0,
      checks: [{ reason: 'timeout' }, { reason: 'timeout' }],
    })
  })

  it('starts each check from the submission, and keeps what runs of one check left', async () => {
    const lab = labWith({
      'checks/bills.ts': `import { check, readFile, run, writeFile } from '#harness'
for (const id of ['shown-bill', 'unseen-bills']) check(id, async (t) => {
  await writeFile('in.txt', 'a')
  await run(['sh', '-c', 'cat in.txt >> log'])
  await writeFile('in.txt', 'b')
  await run(['sh', '-c', 'cat in.txt >> log'])
  const seen = (await readFile('log')) ?? undefined
  if (seen !== 'ab') t.fail({ text: { en: 'no', ja: 'no' }, seen })
})`,
    })
    expect(await grade(new Map(), { lab })).toMatchObject({ score: 100 })
  })

  it('runs a TypeScript file as it is by then, whatever was stripped of it before', async () => {
    const lab = labWith({
      'checks/bills.ts': `import { check, run, writeFile } from '#harness'
for (const id of ['shown-bill', 'unseen-bills']) check(id, async (t) => {
  const seen: string[] = []
  const note = async (...argv: string[]) => seen.push((await run(argv)).stdout.trim())
  await writeFile('part.ts', 'export const part: string = "given"')
  await note('node', 'main.ts')
  await note('sh', '-c', 'sed -i s/given/learner/ part.ts; node main.ts')
  await writeFile('part.ts', 'export const part: string = "grader"')
  await note('node', 'main.ts')
  await note('sh', '-c', 'touch /run/types/x /run/types/stripped.json 2>&1 | grep -c Read-only')
  if (seen.join() !== 'given,learner,grader,2') t.fail({ text: { en: 'no', ja: 'no' }, seen: seen.join() })
})`,
    })
    const main = text({
      'main.ts': "import { part } from './part.ts'\nconst seen: string = part\nconsole.log(seen)",
      'part.ts': 'export const part: string = "submitted"',
    })
    expect(await grade(main, { lab })).toMatchObject({ score: 100 })
  })

  it.each([
    ['a check that does not load', { 'checks/bills.ts': 'import "./missing.ts"' }, 'grader_broken'],
    [
      'a generator that throws',
      { 'world/params.ts': 'export default () => { throw new Error("x") }' },
      'grader_broken',
    ],
  ])('cannot grade with %s', async (_name, files: Record<string, string>, reason) => {
    expect(await grade(folder.solution, { lab: labWith(files) })).toMatchObject({ outcome: 'ungradable', reason })
  })

  it('cannot grade where no sandbox starts', async () => {
    const image = { ...engine.image, root: '/nonexistent' }
    expect(await grade(folder.solution, { image })).toMatchObject({
      outcome: 'ungradable',
      reason: 'sandbox_did_not_start',
    })
  })

  it('stops when asked', async () => {
    const controller = new AbortController()
    const grading = grade(text({ 'main.ts': 'for (;;);' }), { signal: controller.signal })
    setTimeout(() => controller.abort(), 300)
    await expect(grading).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('shows each learner another world, the same one every time', async () => {
    const bill = async (seed: number) =>
      (await generateParams({ ...engine, lab: folder.lab, paramsKey: deriveKeys(Buffer.alloc(16, seed)).params }))
        .files['bill.json']
    const [one, again, other] = await Promise.all([bill(1), bill(1), bill(2)])
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })
})

const byName = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b))

describe('proveLab', () => {
  it('proves a new lab', async () => {
    expect(await proveLab(folder, engine, { seeds: 1, mutants: 4 })).toMatchObject({
      problems: [],
      mutants: { made: 2 },
    })
  })

  it('says what is wrong: a starter that passes, a wrong solution that no named check catches', async () => {
    const [wrong] = folder.wrongs
    if (!wrong) throw new Error('the template has a wrong solution')
    const flawed: LabFolder = {
      ...folder,
      starter: overlay(folder.starter, folder.solution),
      wrongs: [{ ...wrong, caughtBy: ['shown-bill', 'nothing'] }],
    }
    const { problems } = await proveLab(flawed, engine, { seeds: 1, mutants: 0 })
    expect(problems.map(({ candidate, problem }) => [candidate, problem]).toSorted(byName)).toEqual([
      ['starter', { kind: 'passes' }],
      ['wrong/shown-only', { kind: 'notCaught', check: 'shown-bill' }],
      ['wrong/shown-only', { kind: 'unknownCheck', check: 'nothing' }],
    ])
  })
})
