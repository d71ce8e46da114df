import { listenTcp } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

export default networkAttack({
  name: 'connect to a service on the loopback of the host',
  listen: () => listenTcp('127.0.0.1'),
  call: (port) => `import net from 'node:net'
for (const host of ['127.0.0.1', 'localhost', '0.0.0.0']) net.connect(${port}, host).on('error', () => {}).setTimeout(500, function () { this.destroy() })`,
})
