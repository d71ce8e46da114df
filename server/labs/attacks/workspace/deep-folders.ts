import { existsSync } from 'node:fs'
import { defineAttack } from '../attack.ts'

const dig = `import fs from 'node:fs'
for (let i = 0; i < 3000; i++) { fs.mkdirSync('d'); fs.writeFileSync('f', ''); process.chdir('d') }`

export default defineAttack<{ left: boolean; milliseconds: number }>({
  name: 'make a workspace too deep to be listed or removed',
  async attempt(range) {
    const from = performance.now()
    const dir = await range.withStand({}, async (stand) => {
      await stand.run({ program: { node: dig } })
      await stand.snapshot()
      return stand.dir
    })
    return { left: existsSync(dir), milliseconds: performance.now() - from }
  },
  succeeded: ({ left, milliseconds }) => left || milliseconds > 15_000,
  control: (range) => range.withStand({}, async ({ dir }) => ({ left: existsSync(dir), milliseconds: 0 })),
})
