import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { overlay } from '../authoring/lab-parts.ts'
import { type Engine, openEngine } from '../cli/engine.ts'
import { type LabFolder, readLabFolder } from '../cli/lab-folder.ts'
import { makeLab } from '../cli/new-command.ts'
import { createWorkspace, type FileMap, removeWorkspace } from '../sandbox/workspace.ts'
import type { TraceEntry } from './bounded-trace.ts'
import type { CheckTrace } from './check-traces.ts'
import { gradeSnapshot } from './grade-snapshot.ts'
import { deriveKeys } from './keys.ts'
import { openRunModel } from './run-model.ts'
import type { GradeRequest } from './types.ts'

let engine: Engine
let content: string
let folder: LabFolder
const keys = deriveKeys(Buffer.alloc(16, 9))

beforeAll(async () => {
  engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
  content = mkdtempSync(join(tmpdir(), 'terakoya-content-'))
  folder = readLabFolder(makeLab(content, 'course/module/bill').dir)
})

afterAll(async () => {
  rmSync(content, { recursive: true, force: true })
  rmSync(deepDir(), { recursive: true, force: true })
  await engine.close()
})

const text = (files: Record<string, string>): FileMap =>
  new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]))

/** An agent of some twenty lines, with nothing but what Node brings. */
const AGENT = `
import { request } from 'node:http'
const post = (path, body) => new Promise((resolve, reject) => {
  const headers = { authorization: 'Bearer ' + process.env.MODEL_API_KEY }
  const sent = request({ socketPath: process.env.MODEL_SOCKET, path, method: 'POST', headers }, async (answer) => {
    const chunks = []
    for await (const chunk of answer) chunks.push(chunk)
    resolve(JSON.parse(Buffer.concat(chunks).toString()))
  })
  sent.on('error', reject)
  sent.end(JSON.stringify(body))
})
const messages = [{ role: 'user', content: 'Count to the end.' }]
for (;;) {
  const { choices } = await post('/v1/chat/completions', { model: 'terakoya-lab-1', messages })
  const { message } = choices[0]
  messages.push(message)
  if (!message.tool_calls) { console.log(message.content); break }
  for (const call of message.tool_calls) {
    const { result } = await post('/world/tools/' + call.function.name, JSON.parse(call.function.arguments))
    messages.push({ role: 'tool', tool_call_id: call.id, content: JSON.stringify(result) })
  }
}
`

const CHECKS = `
import { check, hidden, run } from '#harness'
import { scenario, startModel, World } from '#model'
const counting = (last) => scenario({
  start: 'next',
  states: {
    next: {
      to: ['next', 'end'],
      act: () => ({ call: [{ tool: 'count', args: {} }] }),
      next: ({ results, memory }) => {
        memory.seen = results[0]?.value?.count
        return memory.seen === last ? 'end' : 'next'
      },
    },
    end: { to: [], act: ({ memory }) => ({ say: 'It is ' + memory.seen }) },
  },
})
const world = () => {
  let count = 0
  const use = () => ({ count: ++count })
  return new World({ count: { description: 'Counts.', parameters: {}, isEffect: true, use } })
}
async function judge(t, last) {
  const counted = world()
  const { id, service } = startModel({ scenario: counting(last), key: '22'.repeat(32) }, counted)
  const { stdout, stderr } = await run(['node', 'main.ts'], { model: id })
  const asked = service.journal.filter(({ kind }) => kind === 'model').length
  if (stdout.trim() !== 'It is ' + last || counted.effects.length !== last || asked !== last + 1)
    t.fail({ text: { en: 'It did not count.', ja: '数えていません。' }, seen: stdout + stderr + asked })
}
check('shown-bill', (t) => judge(t, 3))
check('unseen-bills', (t) => judge(t, hidden('last').int(4, 9)))
`

const grade = (files: Record<string, string>, checks = CHECKS, request: Partial<GradeRequest> = {}) =>
  gradeSnapshot({
    ...engine,
    lab: { ...folder.lab, files: overlay(folder.lab.files, text({ 'checks/bills.ts': checks })) },
    keys,
    mode: 'submit',
    snapshot: overlay(folder.starter, text(files)),
    ...request,
  })

it('lets a program reach the model of its check, and no network else', async () => {
  const result = await grade({ 'main.ts': AGENT })
  expect(result).toMatchObject({ score: 100, passed: true })
  expect(await grade({ 'main.ts': AGENT })).toMatchObject({
    replayDigest: (result as { replayDigest: string }).replayDigest,
  })
  expect(readdirSync(engine.workDir).filter((name) => name.includes('gate'))).toEqual([])
})

it('shows a run without a model no socket, and refuses a model that is not there', async () => {
  const look = `
import { existsSync } from 'node:fs'
console.log(existsSync('/run/model'))`
  const checks = `
import { check, run } from '#harness'
const told = async (t, options) => {
  const { stdout } = await run(['node', 'main.ts'], options)
  if (stdout.trim() !== String(options.model !== undefined)) t.fail({ text: { en: stdout, ja: stdout } })
}
check('shown-bill', (t) => told(t, {}))
check('unseen-bills', (t) => told(t, { model: 7 }))`
  expect(await grade({ 'main.ts': look }, checks)).toMatchObject({ score: 100 })
  const result = await grade({ 'main.ts': AGENT }, CHECKS.replaceAll('model: id', 'model: id + 50'))
  expect(result).toMatchObject({ outcome: 'graded', score: 0 })
})

it('is not harmed by a program that floods, breaks off or speaks no HTTP', async () => {
  const hostile = `
import { connect } from 'node:net'
const sockets = Array.from({ length: 200 }, () => connect(process.env.MODEL_SOCKET).on('error', () => {}))
for (const socket of sockets) socket.write('POST /v1/messages HTTP/1.1\\r\\ncontent-length: 99999999999\\r\\n\\r\\n' + 'x'.repeat(500_000))
await new Promise((resolve) => setTimeout(resolve, 500))
for (const socket of sockets) socket.destroy()
console.log('It is 3')`
  const result = await grade({ 'main.ts': hostile })
  expect(result).toMatchObject({ outcome: 'graded', score: 0, checks: [{ status: 'failed' }, { status: 'failed' }] })
})

it('kills a program at a chosen step, keeps its workspace, and starts it again', async () => {
  const program = `
import { appendFileSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
const use = (name) => new Promise((resolve, reject) => {
  const headers = { authorization: 'Bearer ' + process.env.MODEL_API_KEY }
  const path = '/world/tools/' + name
  const sent = request({ socketPath: process.env.MODEL_SOCKET, path, method: 'POST', headers }, (answer) => answer.resume().on('end', resolve))
  sent.on('error', reject)
  sent.end('{}')
})
appendFileSync('starts', 'x')
for (let step = 0; step < 3; step++) await use('count')
console.log('started ' + readFileSync('starts', 'utf8').length)`
  const checks = `
import { check, run } from '#harness'
import { startWorld, World } from '#model'
async function judge(t, kind, effects) {
  const tool = { description: '', parameters: {}, isEffect: true, use: () => null }
  const world = new World({ count: tool }, [{ at: 1, kind }])
  const { id } = startWorld(world)
  const first = await run(['node', 'main.ts'], { model: id })
  const left = world.effects.length
  const second = await run(['node', 'main.ts'], { model: id })
  const seen = [first.signal, first.exitCode, first.timedOut, left, second.exitCode, second.stdout.trim()].join()
  if (seen !== 'SIGKILL,,false,' + effects + ',0,started 2') t.fail({ text: { en: seen, ja: seen } })
}
check('shown-bill', (t) => judge(t, 'kill-before', 1))
check('unseen-bills', (t) => judge(t, 'kill-after', 2))`
  expect(await grade({ 'main.ts': program }, checks)).toMatchObject({ score: 100 })
})

const SEVERAL_WORLDS = `
import { check, run } from '#harness'
import { startWorld, World } from '#model'
async function judge(t, name) {
  for (const last of [1, 2, 3]) {
    const tool = { description: '', parameters: {}, isEffect: true, use: () => name + last }
    const faults = last === 2 ? [{ at: 0, kind: 'kill-after' }] : []
    const { id } = startWorld(new World({ count: tool }, faults))
    await run(['node', 'main.ts'], { model: id })
    if (last === 2) {
      await run(['node', 'main.ts'], { model: id })
      t.fail({ text: { en: 'No.', ja: 'いいえ。' } })
    }
  }
}
check('shown-bill', (t) => judge(t, 'shown'))
check('unseen-bills', (t) => judge(t, 'unseen'))`

const USES_ONCE = `
import { request } from 'node:http'
const headers = { authorization: 'Bearer ' + process.env.MODEL_API_KEY }
const path = '/world/tools/count'
request({ socketPath: process.env.MODEL_SOCKET, path, method: 'POST', headers }, (answer) => answer.resume()).end('{}')`

it('tells of a Check what passed in the world that each visible check ended with, and nothing on Submit', async () => {
  const traced = async (mode: 'check' | 'submit') => {
    const heard: CheckTrace[] = []
    const onTrace = (trace: CheckTrace) => heard.push(trace)
    const result = await grade({ 'main.ts': USES_ONCE }, SEVERAL_WORLDS, { mode, onTrace })
    expect(result).toMatchObject({ outcome: 'graded', score: 0 })
    return heard
  }
  const use = { kind: 'tool', tool: 'count', result: 'shown2' }
  expect(await traced('check')).toEqual([
    { check: 'shown-bill', worlds: 2, entries: [expect.objectContaining(use), expect.objectContaining(use)] },
  ])
  expect(await traced('submit')).toEqual([])
})

const RUN_MODEL = `
import { scenario, World } from '#model'
const counting = scenario({
  start: 'next',
  states: {
    next: { to: ['end'], act: () => ({ call: [{ tool: 'count', args: {} }] }) },
    end: { to: [], act: ({ results }) => ({ say: 'It is ' + results[0].value.count }) },
  },
})
const use = () => ({ count: 7 })
export default ({ key }) => ({
  plan: { scenario: counting, key },
  world: new World({ count: { description: 'Counts.', parameters: {}, isEffect: true, use } }),
})`

/** As deep as a data folder may lie: addresses of sockets are 107 bytes long at most. */
const deepDir = () => join(engine.workDir, 'deep'.repeat(40))

const openModel = (module: string, heard: TraceEntry[] = []) =>
  openRunModel({
    ...engine,
    lab: { ...folder.lab, files: overlay(folder.lab.files, text({ 'world/model.ts': module })) },
    module: 'world/model.ts',
    paramsKey: keys.params,
    workDir: deepDir(),
    onTrace: (entry) => heard.push(entry),
  })

it('shows a Run the model of its lab, tells what passes, and leaves nothing', async () => {
  const heard: TraceEntry[] = []
  const model = await openModel(RUN_MODEL, heard)
  const dir = join(engine.workDir, 'run-of-a-test')
  const uid = engine.uids.take()
  await createWorkspace(dir, text({ 'main.mjs': AGENT }), uid)
  const { env, extraReadOnly } = model
  const argv = ['node', 'main.mjs']
  const { limits } = folder.lab.definition
  const spec = { image: engine.image, workspaceDir: dir, uid, limits, argv, env, extraReadOnly }
  const outcome = await engine.driver.run(spec).outcome
  await model.close()
  await removeWorkspace(dir)
  engine.uids.give(uid)
  expect(outcome.stdout.toString()).toBe('It is 7\n')
  expect(heard.map(({ kind }) => kind)).toEqual(['model', 'tool', 'model'])
  expect(readdirSync(deepDir())).toEqual([])
})

it('says what is wrong with a model that cannot be loaded, and passes on no trace of another shape', async () => {
  await expect(openModel('export default () => { throw new Error("no desk today") }')).rejects.toMatchObject({
    reason: 'grader_broken',
    params: { detail: expect.stringContaining('no desk today') },
  })
  const heard: TraceEntry[] = []
  const forging = `import { writeSync } from 'node:fs'
writeSync(1, JSON.stringify({ type: 'trace', entry: { kind: 'model', seq: 0, answer: null } }) + '\\n')
writeSync(1, JSON.stringify({ type: 'trace', entry: { kind: 'refusal', seq: 0, refusal: 'x', message: 'y' } }) + '\\n')
${RUN_MODEL}`
  await (await openModel(forging, heard)).close()
  expect(heard).toEqual([{ kind: 'refusal', seq: 0, refusal: 'x', message: 'y' }])
})
