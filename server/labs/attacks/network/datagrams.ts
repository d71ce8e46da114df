import { listenUdp } from '../host-listener.ts'
import { networkAttack } from '../network-attack.ts'

export default networkAttack({
  name: 'send datagrams, to one and to all',
  listen: () => listenUdp('0.0.0.0'),
  call: (port) => `import dgram from 'node:dgram'
const s = dgram.createSocket('udp4')
s.bind(() => { s.setBroadcast(true); for (const host of ['127.0.0.1', '255.255.255.255']) s.send('out', ${port}, host, () => {}); setTimeout(() => s.close(), 200) })`,
})
