import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineAttack } from '../attack.ts'

const FOLDERS = ['', 'etc', 'usr/bin', 'opt/node/bin']
const look = (root: string) => FOLDERS.flatMap((path) => readdirSync(join(root, path)))

export default defineAttack<{ before: string[]; after: string[] }>({
  name: 'leave a program in the image that everybody uses',
  async attempt(range) {
    const { root } = range.engine.image
    const before = look(root)
    await range.shoot({
      program: {
        sh: 'for d in / /etc /usr/bin /opt/node/bin; do chmod 777 $d; touch $d/planted; ln -s /x $d/planted2; done',
      },
    })
    return { before, after: look(root) }
  },
  succeeded: ({ before, after }) => after.some((name) => !before.includes(name)),
  control: async () => ({ before: ['node'], after: ['node', 'planted'] }),
})
