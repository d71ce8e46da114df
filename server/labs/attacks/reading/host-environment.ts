import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

const sh =
  "env; for p in /proc/[0-9]*; do tr '\\0' '\\n' < $p/environ; tr '\\0' '\\n' < $p/cmdline; done; cat /proc/self/mountinfo > /dev/null"

export default defineAttack<Evidence>({
  name: 'read the environment of whoever started the sandbox',
  async attempt(range) {
    const secret = range.secret()
    process.env.TERAKOYA_RANGE_SECRET = secret
    const outcome = await range.shoot({ program: { sh } })
    delete process.env.TERAKOYA_RANGE_SECRET
    return { printed: textOf(outcome), secret }
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    return { printed: textOf(await range.shoot({ program: { sh }, env: { SECRET: secret } })), secret }
  },
})
