import { listenTcp } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

export default networkAttack({
  name: 'connect over IPv6, mapped addresses too',
  listen: () => listenTcp('::'),
  call: (port) => `import net from 'node:net'
for (const host of ['::1', '::ffff:127.0.0.1', 'fe80::1%lo']) net.connect(${port}, host).on('error', () => {}).setTimeout(500, function () { this.destroy() })`,
})
