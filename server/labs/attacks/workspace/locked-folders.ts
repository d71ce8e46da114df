import { existsSync } from 'node:fs'
import { defineAttack } from '../attack.ts'

export default defineAttack<boolean>({
  name: 'make a workspace that its owner may not enter',
  async attempt(range) {
    const dir = await range.withStand({}, async (stand) => {
      await stand.run({ program: { sh: 'mkdir -p a/b/c; touch a/b/c/x; chmod 000 a/b/c a/b a .' } })
      await stand.snapshot()
      return stand.dir
    })
    return existsSync(dir)
  },
  succeeded: (isLeft) => isLeft,
  control: (range) => range.withStand({}, async ({ dir }) => existsSync(dir)),
})
