import { chmodSync, chownSync, existsSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { getBlobs } from '../../platform/blobs.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { log, logFault } from '../../platform/log.ts'
import type { CheckTrace } from '../grading/check-traces.ts'
import { generateParams } from '../grading/generate-params.ts'
import { gradeSnapshot } from '../grading/grade-snapshot.ts'
import { listFiles, selectWorkspace } from '../queries.ts'
import { Channel, type FromBrowser } from './channel.ts'
import { type Engine, gradingEngineOf, imagesOf, labContentOf } from './engine.ts'
import type { LiveWorkspaces } from './live-workspaces.ts'

const Request = z.object({ method: z.string(), params: z.record(z.string(), z.unknown()) })
const WorkspaceParams = z.object({ workspaceId: z.uuid().transform((id) => id as Id<'workspace'>) })
const AttachParams = WorkspaceParams.extend({
  limits: z.object({ perPerson: z.int().min(1), perOrganisation: z.int().min(1) }).nullable(),
})
const GenerateParams = z.object({
  versionId: z.uuid().transform((id) => id as Id<'contentVersion'>),
  paramsKey: z.string().regex(/^[0-9a-f]{64}$/),
})
const size = { cols: z.int().min(2).max(500), rows: z.int().min(2).max(200) }
const Message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('terminal.open'), ...size }),
  z.object({ type: z.literal('terminal.data'), data: z.string().max(65_536) }),
  z.object({ type: z.literal('terminal.resize'), ...size }),
]) satisfies z.ZodType<FromBrowser>

export interface RunnerService {
  engine: Engine
  live: LiveWorkspaces
  context: () => Context
}

type Handler = (service: RunnerService, params: unknown) => Promise<unknown>

/** The saved files of a workspace as the grader takes them. */
async function savedFiles(ctx: Context, workspaceId: Id<'workspace'>): Promise<Map<string, Uint8Array>> {
  const rows = (await listFiles(ctx, workspaceId)).filter((row) => row.blobDigest !== null)
  const blobs = await getBlobs(
    ctx,
    rows.map((row) => row.blobDigest!),
  )
  return new Map(rows.map((row) => [row.path, blobs.get(row.blobDigest!)!]))
}

const METHODS: Record<string, Handler> = {
  health: async ({ engine, live }) => ({
    openLabs: live.counts(),
    capabilities: await engine.driver.capabilities(),
    images: imagesOf(engine).map(({ name, digest, origin }) => ({ name, digest, origin })),
  }),

  generate: async ({ engine, context }, params) => {
    const { versionId, paramsKey } = GenerateParams.parse(params)
    const lab = await labContentOf(context(), versionId)
    const generated = await generateParams({ ...gradingEngineOf(engine, lab), lab, paramsKey })
    return { files: generated.files }
  },

  sync: async ({ live }, params) => {
    await (await live.get(WorkspaceParams.parse(params).workspaceId))?.sync()
    return null
  },

  capture: async ({ live }, params) => {
    await (await live.get(WorkspaceParams.parse(params).workspaceId))?.capture({ isThorough: true })
    return null
  },

  forget: async ({ live }, params) => {
    await live.forget(WorkspaceParams.parse(params).workspaceId)
    return null
  },

  check: async ({ engine, live, context }, params) => {
    const { workspaceId } = WorkspaceParams.parse(params)
    await (await live.get(workspaceId))?.capture({ isThorough: true })
    const ctx = context()
    const workspace = await selectWorkspace(ctx, workspaceId)
    const lab = await labContentOf(ctx, workspace.versionId)
    const traces: CheckTrace[] = []
    const result = await gradeSnapshot({
      ...gradingEngineOf(engine, lab),
      lab,
      snapshot: await savedFiles(ctx, workspaceId),
      keys: { params: workspace.paramsKey.toString('hex'), hidden: null },
      mode: 'check',
      onTrace: (trace) => traces.push(trace),
    })
    if (result.outcome === 'ungradable') {
      log('runner.ungradable', { workspaceId, reason: result.reason })
      throw new AppError('unavailable', { reason: 'checkFailedHere' })
    }
    const { score, maxScore, passed, checks, measures } = result
    return {
      score,
      maxScore,
      passed,
      checks: checks.map((check) => ({ ...check, ms: measures.checkMs[check.id] ?? null })),
      traces: checks.flatMap(({ id }) => traces.filter(({ check }) => check === id)),
      totalMs: measures.totalMs,
    }
  },
}

function answer(socket: Socket, value: unknown): void {
  socket.end(`${JSON.stringify(value)}\n`)
}

function refusal(error: unknown) {
  if (error instanceof AppError) return { ok: false, code: error.code, reason: error.reason, params: error.params }
  logFault('runner.rpc', error)
  return { ok: false, code: 'unavailable', reason: 'runnerFault', params: {} }
}

async function attach(
  service: RunnerService,
  socket: Socket,
  lines: AsyncIterableIterator<string>,
  params: unknown,
): Promise<void> {
  const { workspaceId, limits } = AttachParams.parse(params)
  const channel = new Channel(socket)
  const live = await service.live.open(workspaceId, limits)
  live.attach(channel)
  socket.on('close', () => live.detach(channel))
  for await (const line of lines) {
    try {
      const message = Message.safeParse(JSON.parse(line))
      if (message.success) await live.receive(channel, message.data)
    } catch (error) {
      const { code, reason } = refusal(error)
      channel.send({ type: 'fault', code: reason ?? code, params: {} })
    }
  }
}

async function serve(service: RunnerService, socket: Socket): Promise<void> {
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
  try {
    const first = await lines.next()
    if (first.done) return
    const { method, params } = Request.parse(JSON.parse(first.value))
    if (method === 'attach') return await attach(service, socket, lines, params)
    const handler = METHODS[method]
    if (!handler) throw new AppError('not_found')
    answer(socket, { ok: true, result: await handler(service, params) })
  } catch (error) {
    answer(socket, refusal(error))
  }
}

/** Answers on a unix socket that only this process and `clientUid` may open. */
export function serveRunner(service: RunnerService, path: string, clientUid: number | null): Promise<Server> {
  if (existsSync(path)) rmSync(path)
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    void serve(service, socket)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      chmodSync(path, 0o600)
      if (clientUid !== null) chownSync(path, clientUid, clientUid)
      resolve(server)
    })
  })
}
