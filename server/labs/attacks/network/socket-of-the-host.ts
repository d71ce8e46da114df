import { randomBytes } from 'node:crypto'
import { listenUnix } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

const name = randomBytes(8).toString('hex')

export default networkAttack({
  name: 'connect to a socket of the host that has a name and no file',
  listen: () => listenUnix(`\0terakoya-${name}`),
  call: () => `import net from 'node:net'
net.connect('\\0terakoya-${name}').on('error', () => {}).setTimeout(500, function () { this.destroy() })`,
})
