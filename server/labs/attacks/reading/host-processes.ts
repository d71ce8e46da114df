import { spawn } from 'node:child_process'
import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

const sh = "ps auxww; cat /proc/[0-9]*/cmdline | tr '\\0' ' '; ls /proc"

export default defineAttack<Evidence>({
  name: 'list what runs on the host',
  async attempt(range) {
    const secret = range.secret()
    const host = spawn('/bin/sh', ['-c', 'read line', secret], { stdio: ['pipe', 'ignore', 'ignore'] })
    const outcome = await range.shoot({ program: { sh } })
    host.kill()
    return { printed: textOf(outcome), secret }
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    return { printed: textOf(await range.shoot({ program: { sh: `sh -c 'sleep 1; :' ${secret} & ${sh}` } })), secret }
  },
})
