import { basename } from 'node:path'
import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

interface Evidence {
  printed: string
  secret: string
}

export default defineAttack<Evidence>({
  name: "read another learner's workspace while both are open",
  async attempt(range) {
    const secret = range.secret()
    return range.withStand({ 'answer.txt': secret }, async (neighbour) => {
      const sh = `cat ../${basename(neighbour.dir)}/answer.txt ${neighbour.dir}/answer.txt /proc/*/cwd/answer.txt; ls -laR /workspace/..`
      return { printed: textOf(await range.shoot({ program: { sh } })), secret }
    })
  },
  succeeded: ({ printed, secret }) => printed.includes(secret),
  async control(range) {
    const secret = range.secret()
    return {
      printed: textOf(await range.shoot({ program: { sh: 'cat answer.txt' }, files: { 'answer.txt': secret } })),
      secret,
    }
  },
})
