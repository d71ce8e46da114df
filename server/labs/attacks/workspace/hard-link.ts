import { defineAttack } from '../attack.ts'
import { isStolen, planted, type Stolen } from '../stolen.ts'

export default defineAttack<Stolen>({
  name: 'link a foreign file into the workspace by its inode',
  async attempt(range) {
    const secret = range.secret()
    const hostPath = await range.hostFile(secret)
    return range.withStand({}, async ({ run, snapshot }) => {
      const sh =
        "ln /run/given a; ln /etc/passwd b; ln -L /run/given c; cp -l /run/given d; node -e \"fs.linkSync('/run/given', 'e')\""
      await run({ program: { sh }, extraReadOnly: [{ hostPath, at: '/run/given' }] })
      return { snapshot: await snapshot(), secret }
    })
  },
  succeeded: isStolen,
  control: planted,
})
