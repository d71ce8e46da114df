import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

export default defineAttack<Evidence>({
  name: 'read a file of the host by its path, through every root in sight',
  async attempt(range) {
    const secret = range.secret()
    const path = await range.hostFile(secret)
    const sh = `for root in '' /proc/1/root /proc/1/cwd/../../../../.. /proc/self/root/.. /..; do cat "$root${path}"; done; grep -r secret- /etc /run /tmp`
    return { printed: textOf(await range.shoot({ program: { sh } })), secret }
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    const hostPath = await range.hostFile(secret)
    const extraReadOnly = [{ hostPath, at: '/run/file' }]
    return { printed: textOf(await range.shoot({ program: { sh: 'cat /run/file' }, extraReadOnly })), secret }
  },
})
