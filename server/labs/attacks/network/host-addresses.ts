import { networkInterfaces } from 'node:os'
import { listenTcp } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

const addresses = () =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family }) => family === 'IPv4')
    .map(({ address }) => address)

export default networkAttack({
  name: 'connect to the host by each of its addresses',
  listen: () => listenTcp('0.0.0.0'),
  call: (port) => `import net from 'node:net'
for (const host of ${JSON.stringify(addresses())}) net.connect(${port}, host).on('error', () => {}).setTimeout(500, function () { this.destroy() })`,
})
