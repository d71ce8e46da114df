import { defineAttack } from '../attack.ts'
import { isStolen, planted, type Stolen } from '../stolen.ts'

export default defineAttack<Stolen>({
  name: 'have the supervisor save a link to a file of the host',
  async attempt(range) {
    const secret = range.secret()
    const path = await range.hostFile(secret)
    return range.withStand({}, async ({ run, snapshot, agent }) => {
      await run({ program: { sh: `ln -s ${path} a; ln -s $(dirname ${path}) b; ln -s / c; ln -s /etc/shadow d` } })
      const taken = await snapshot()
      for (const at of ['a', `b/${path.split('/').at(-1)}`, `c${path}`, 'd']) {
        const bytes = await agent((helper) => helper.read(at, { maxBytes: 4096 }))
        if (bytes) taken.files.set(at, bytes)
      }
      return { snapshot: taken, secret }
    })
  },
  succeeded: isStolen,
  control: planted,
})
