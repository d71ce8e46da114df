import type { GradeResult } from '../../grading/types.ts'
import { defineAttack } from '../attack.ts'
import { hasPoints } from '../score-attack.ts'

/** Writes the wanted report, then has a child killed for its memory and goes on as if nothing had been. */
const main = `import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
writeFileSync('report.txt', 'sum 3')
spawnSync(process.execPath, ['-e', 'const k = []; for (;;) k.push(Buffer.alloc(8 << 20, 1))'])
process.exit(0)`

export default defineAttack<GradeResult>({
  name: 'keep the points of a run that broke its limits',
  needs: 'memory',
  attempt: (range) => range.grade({ 'main.ts': main }),
  succeeded: hasPoints,
  control: (range) => range.gradeSolution(),
})
