import { createSocket } from 'node:dgram'
import { createServer, type Server } from 'node:net'

/** A service of the host that counts who came. */
export interface HostListener {
  port: number
  visits(): number
  close(): void
}

const count = (server: Server, at: string | { host: string; port: number }): Promise<HostListener> => {
  let visits = 0
  server.on('connection', (socket) => {
    visits++
    socket.destroy()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const ready = () => {
      const address = server.address()
      const port = address && typeof address === 'object' ? address.port : 0
      resolve({ port, visits: () => visits, close: () => server.close() })
    }
    if (typeof at === 'string') server.listen(at, ready)
    else server.listen(at, ready)
  })
}

export const listenTcp = (host: string) => count(createServer(), { host, port: 0 })
export const listenUnix = (path: string) => count(createServer(), path)

export function listenUdp(host: string): Promise<HostListener> {
  let visits = 0
  const socket = createSocket('udp4')
  socket.on('message', () => visits++)
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(0, host, () =>
      resolve({ port: socket.address().port, visits: () => visits, close: () => socket.close() }),
    )
  })
}
