import { existsSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { defineAttack } from '../attack.ts'

export default defineAttack<string>({
  name: 'have the supervisor save an edit through a link to the host',
  async attempt(range) {
    const target = range.hostPath()
    await range.withStand({}, async ({ run, agent }) => {
      await run({ program: { sh: `ln -s ${dirname(target)} out; ln -s ${target} file` } })
      for (const at of [`out/${basename(target)}`, 'file/x', 'file']) {
        await agent((helper) => helper.write(at, Buffer.from('pwned'))).catch(() => {})
      }
      await agent((helper) => helper.remove('out')).catch(() => {})
    })
    return target
  },
  succeeded: existsSync,
  async control(range) {
    const target = range.hostPath()
    writeFileSync(target, 'pwned')
    return target
  },
})
