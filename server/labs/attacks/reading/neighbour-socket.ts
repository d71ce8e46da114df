import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

const serve = (secret: string) => `import net from 'node:net'
net.createServer((s) => s.end('${secret}')).listen('\\0${secret}-name')`
const ask = (secret: string) => `import net from 'node:net'
setTimeout(() => net.connect('\\0${secret}-name').on('data', (d) => console.log(String(d))).on('error', (e) => console.log(e.code)).on('close', () => process.exit()), 400)`

export default defineAttack<Evidence>({
  name: "speak to a neighbour's socket that has a name and no file",
  async attempt(range) {
    const secret = range.secret()
    const neighbour = range.shoot({ program: { node: serve(secret) }, limits: { wallSeconds: 2 } })
    const printed = textOf(await range.shoot({ program: { node: ask(secret) } }))
    await neighbour
    return { printed, secret }
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    const both = `${serve(secret)}\n${ask(secret).split('\n')[1]}`
    return { printed: textOf(await range.shoot({ program: { node: both } })), secret }
  },
})
