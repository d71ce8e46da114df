import type { IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type RunReport, readRevision, recordRun } from '../assessment/index.ts'
import { authoriseChannel, dialRunner, type PlaceLimits } from '../labs/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { logFault } from '../platform/log.ts'
import { createContext } from '../platform/runtime.ts'
import { RunRecorder } from './run-recorder.ts'
import { actorOfCookie, sessionCookieName } from './session.ts'

const server = new WebSocketServer({ noServer: true, maxPayload: 131_072 })
const PING_MS = 20_000
const RECHECK_MS = 15_000

/** Application close codes that the lab screen knows. */
const CLOSE = {
  runnerAway: 4503,
  notAllowed: 4404,
  signInFirst: 4401,
  workspaceClosed: 4410,
  otherSession: 4409,
  ownLabsFull: 4429,
  labsFull: 4430,
} as const

/** What the runner may answer instead of opening. */
const FULL: Record<string, number> = {
  quotaOpenLabsPerPerson: CLOSE.ownLabsFull,
  quotaOpenLabs: CLOSE.labsFull,
  runnerFull: CLOSE.labsFull,
}

function refusalOfRunner(line: string): number | null {
  if (!line.startsWith('{"ok":false')) return null
  const { reason } = JSON.parse(line) as { reason: string | null }
  return FULL[reason ?? ''] ?? CLOSE.runnerAway
}

type Admission = { refusal: number } | { limits: PlaceLimits | null }

function cookieOf(request: IncomingMessage): string | undefined {
  const name = `${sessionCookieName()}=`
  return request.headers.cookie
    ?.split(/;\s*/)
    .find((part) => part.startsWith(name))
    ?.slice(name.length)
}

async function authorised(request: IncomingMessage, workspaceId: Id<'workspace'>): Promise<Admission> {
  try {
    return { limits: await authoriseChannel(createContext(await actorOfCookie(cookieOf(request))), workspaceId) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'unauthenticated') return { refusal: CLOSE.signInFirst }
    if (error.code === 'expired') return { refusal: CLOSE.workspaceClosed }
    return { refusal: error.code === 'conflict' ? CLOSE.otherSession : CLOSE.notAllowed }
  }
}

/** Keeps what the newest Run came to, so that it is there again when the learner comes back. */
function recorderOf(request: IncomingMessage, workspaceId: Id<'workspace'>) {
  const contextNow = async () => createContext(await actorOfCookie(cookieOf(request)))
  const keep = async (start: { at: Date; revision: Promise<number> }, report: RunReport) =>
    recordRun(await contextNow(), { workspaceId, at: start.at, revision: await start.revision, report })
  return new RunRecorder(
    () => {
      const revision = contextNow().then((ctx) => readRevision(ctx, workspaceId))
      // Awaited once the run has ended; until then a refusal is nobody's surprise.
      revision.catch(() => {})
      return { at: new Date(), revision }
    },
    (start, report) => {
      keep(start, report).catch((error: unknown) => {
        if (!(error instanceof AppError)) logFault('channel', error)
      })
    },
  )
}

/** Carries frames between a tab and the runner; keeps checking that the session may still do so. */
function bridge(
  socket: WebSocket,
  request: IncomingMessage,
  workspaceId: Id<'workspace'>,
  limits: PlaceLimits | null,
): void {
  const runner = dialRunner('attach', { workspaceId, limits })
  const ping = setInterval(() => socket.ping(), PING_MS)
  const recheck = setInterval(() => {
    authorised(request, workspaceId).then(
      (admission) => 'refusal' in admission && socket.close(admission.refusal),
      () => {},
    )
  }, RECHECK_MS)
  runner.on('error', () => socket.close(CLOSE.runnerAway))
  runner.on('close', () => socket.close(CLOSE.runnerAway))
  const recorder = recorderOf(request, workspaceId)
  createInterface({ input: runner, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    const refusal = refusalOfRunner(line)
    if (refusal) return socket.close(refusal)
    socket.send(line)
    recorder.hear(line)
  })
  socket.on('message', (data: Buffer) => {
    const line = data.toString()
    if (!line.includes('\n')) runner.write(`${line}\n`)
  })
  socket.on('close', () => {
    clearInterval(ping)
    clearInterval(recheck)
    runner.destroy()
  })
  socket.on('error', () => socket.terminate())
}

/** Upgrades `/ws/lab/<workspaceId>`: the tab hears why when it may not. */
export function handleLabUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const workspaceId = /^\/ws\/lab\/([0-9a-f-]{36})$/.exec(request.url ?? '')?.[1] as Id<'workspace'> | undefined
  if (!workspaceId) {
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
    return
  }
  server.handleUpgrade(request, socket, head, (webSocket) => {
    authorised(request, workspaceId).then(
      (admission) =>
        'refusal' in admission
          ? webSocket.close(admission.refusal)
          : bridge(webSocket, request, workspaceId, admission.limits),
      (error: unknown) => {
        logFault('channel', error)
        webSocket.close(1011)
      },
    )
  })
}
