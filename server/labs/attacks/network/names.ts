import { listenUdp } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

export default networkAttack({
  name: 'carry data out in the names it looks up',
  listen: () => listenUdp('127.0.0.1'),
  call: (port) => `import dns from 'node:dns'
const r = new dns.Resolver({ timeout: 200, tries: 1 })
r.setServers(['127.0.0.1:${port}'])
r.resolve4('data.example', () => {})`,
})
