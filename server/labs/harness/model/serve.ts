import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Json, MODEL_API_KEY } from '../protocol.ts'
import { chatAnswer, chatError, chatEvents, readChatRequest } from './chat-completions.ts'
import { type Format, invalid, ModelRefusal, type ModelRequest } from './messages.ts'
import { messagesAnswer, messagesError, messagesEvents, readMessagesRequest } from './messages-format.ts'
import { ModelService, type Reply } from './service.ts'
import { ToolError, type World } from './world.ts'

const BODY_BYTES = 4 * 1024 * 1024
const PIECE_CHARACTERS = 16
const DRIP_MS = 2

const STATUS: Record<ModelRefusal['kind'], number> = {
  invalid_request: 400,
  unauthorised: 401,
  not_found: 404,
  too_large: 413,
  rate_limited: 429,
  overloaded: 529,
}

const FORMATS: Record<string, { format: Format; read: (body: unknown) => ModelRequest }> = {
  '/v1/chat/completions': { format: 'chat-completions', read: readChatRequest },
  '/v1/messages': { format: 'messages', read: readMessagesRequest },
}

/**
 * Speaks for a model and its world: `/v1/models`, `/v1/chat/completions`, `/v1/messages`, and under `/world/tools` what
 * the tools of the lab do. The key is asked for as the two services ask for theirs.
 */
export function modelServer(service: ModelService, world: World, kill: () => void = () => {}): Server {
  return createServer({ requestTimeout: 30_000 }, (request, response) => {
    response.on('error', () => {})
    void answer({ service, world, kill }, request, response).catch(() => response.destroy())
  })
}

interface Served {
  service: ModelService
  world: World
  /** Ends the run that asks. */
  kill: () => void
}

async function answer(
  { service, world, kill }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0]!
  const endpoint = FORMATS[path]
  let isUnderstood = false
  try {
    if (keyOf(request) !== MODEL_API_KEY) throw new ModelRefusal('unauthorised', 'The key is missing or wrong.')
    if (request.method === 'GET' && path === '/v1/models') return sendModels(response)
    if (request.method === 'GET' && path === '/world/tools') return send(response, 200, world.specs())
    if (request.method !== 'POST') throw new ModelRefusal('not_found', `Nothing is at ${request.method} ${path}.`)
    if (path.startsWith('/world/tools/'))
      return await useTool({ service, kill }, path.slice('/world/tools/'.length), request, response)
    if (!endpoint) throw new ModelRefusal('not_found', `Nothing is at POST ${path}.`)
    const asked = endpoint.read(await readJson(request))
    isUnderstood = true
    await sendReply(response, asked, service.answer(asked))
  } catch (error) {
    if (!(error instanceof ModelRefusal)) throw error
    if (!isUnderstood) service.refuse(error)
    sendRefusal(response, error, endpoint?.format ?? 'chat-completions')
  }
}

function keyOf({ headers }: IncomingMessage): string | undefined {
  const own = headers['x-api-key']
  return typeof own === 'string' ? own : /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES) throw new ModelRefusal('too_large', 'The request is larger than 4 MiB.')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    throw invalid('The body is not JSON.')
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

function sendModels(response: ServerResponse): void {
  const data = ModelService.models.map((id) => ({
    id,
    object: 'model',
    type: 'model',
    created: 0,
    owned_by: 'terakoya',
  }))
  send(response, 200, { object: 'list', data, has_more: false })
}

function sendRefusal(response: ServerResponse, refusal: ModelRefusal, format: Format): void {
  const body = format === 'messages' ? messagesError(refusal) : chatError(refusal)
  const wait: Record<string, string> = refusal.retryAfter === null ? {} : { 'retry-after': String(refusal.retryAfter) }
  // Without an answer to the rest of a body that is too large, the connection cannot be used again.
  send(response, STATUS[refusal.kind], body, refusal.kind === 'too_large' ? { ...wait, connection: 'close' } : wait)
}

async function sendReply(response: ServerResponse, request: ModelRequest, reply: Reply): Promise<void> {
  const told = { ...reply, model: request.model }
  if (!request.stream) {
    if (reply.transport === 'cut') return void response.destroy()
    return send(response, 200, request.format === 'messages' ? messagesAnswer(told) : chatAnswer(told))
  }
  const events =
    request.format === 'messages' ? messagesEvents(told, pieces) : chatEvents(told, pieces, request.streamsUsage)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const bytes = Buffer.from(events.join(''))
  if (reply.transport === 'cut') return sendCut(response, bytes)
  if (reply.transport === 'drip') return sendDrip(response, events)
  response.end(bytes)
}

/** Breaks the connection in the middle, and of a character if there is one to break. */
function sendCut(response: ServerResponse, bytes: Buffer): void {
  const inCharacter = bytes.findIndex((byte) => byte >= 0xc0)
  const end = inCharacter >= 0 ? inCharacter + 1 : Math.floor(bytes.length / 2)
  response.write(bytes.subarray(0, end), () => response.destroy())
}

async function sendDrip(response: ServerResponse, events: readonly string[]): Promise<void> {
  for (const event of events) {
    if (response.destroyed) return
    response.write(event)
    await new Promise((resolve) => setTimeout(resolve, DRIP_MS))
  }
  response.end()
}

function pieces(text: string): string[] {
  const characters = [...text]
  const parts: string[] = []
  for (let at = 0; at < characters.length; at += PIECE_CHARACTERS)
    parts.push(characters.slice(at, at + PIECE_CHARACTERS).join(''))
  return parts
}

async function useTool(
  { service, kill }: Pick<Served, 'service' | 'kill'>,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const args = (await readJson(request)) as Json
  try {
    const { result, fault } = service.use(name, args)
    // Neither answers nor closes: whoever waits has to decide how long.
    if (fault === 'hang') return
    if (fault === 'kill-before' || fault === 'kill-after') return kill()
    if (fault === 'lost') return void response.destroy()
    send(response, 200, { result })
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    send(response, error.code === 'unavailable' ? 503 : 422, { error: { code: error.code, message: error.message } })
  }
}
