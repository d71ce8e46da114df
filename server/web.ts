import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { peerOf, refusalOf } from './api/front-door.ts'
import { handleLabUpgrade } from './api/lab-channel.ts'
import { securityHeaders } from './api/security-headers.ts'
import { env } from './platform/env.ts'
import { listenForStop, onStop } from './platform/lifecycle.ts'
import { log, logFault } from './platform/log.ts'

listenForStop()

const { HOST, PORT, TERAKOYA_MODE } = env()
const dev = process.env.NODE_ENV === 'development'
const app = next({ dev, dir: process.cwd(), hostname: HOST, port: PORT })
await app.prepare()
const handle = app.getRequestHandler()
const upgrade = app.getUpgradeHandler()

function serve(request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value)
  const refusal = refusalOf(request)
  if (refusal) {
    response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal.text)
    return
  }
  request.headers['x-terakoya-peer'] = peerOf(request)
  handle(request, response).catch((error: unknown) => {
    logFault('web', error)
    if (!response.headersSent) response.writeHead(500)
    response.end()
  })
}

const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, serve)

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy())
  if (refusalOf(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
  if (request.url?.startsWith('/ws/lab/')) {
    handleLabUpgrade(request, socket, head)
    return
  }
  if (dev) return void upgrade(request, socket, head)
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
})

server.on('error', (error: NodeJS.ErrnoException) => {
  const text =
    error.code === 'EADDRINUSE' ? `Port ${PORT} is in use. Choose another: PORT=3001 npm start` : error.message
  process.stderr.write(`${text}\n`)
  process.exit(1)
})

server.listen(PORT, HOST, () => {
  log('web.ready', { host: HOST, port: PORT, mode: TERAKOYA_MODE })
  process.send?.({ type: 'ready' })
})

function stop(): void {
  server.close(() => process.exit(0))
  server.closeAllConnections()
  setTimeout(() => process.exit(0), 2_000).unref()
}
onStop(stop)
