import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

const hide = (secret: string) => `for d in /tmp /dev/shm /home/learner; do echo ${secret} > $d/note; done`
const seek = 'cat /tmp/* /dev/shm/* /home/learner/* 2>/dev/null'

export default defineAttack<Evidence>({
  name: 'read what a neighbour put in the file systems in memory',
  async attempt(range) {
    const secret = range.secret()
    const neighbour = range.shoot({ program: { sh: `${hide(secret)}; sleep 1` } })
    const printed = textOf(await range.shoot({ program: { sh: `sleep 0.4; ${seek}` } }))
    await neighbour
    return { printed, secret }
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    return { printed: textOf(await range.shoot({ program: { sh: `${hide(secret)}; ${seek}` } })), secret }
  },
})
