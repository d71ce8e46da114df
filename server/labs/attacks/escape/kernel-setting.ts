import { readFileSync } from 'node:fs'
import { defineAttack } from '../attack.ts'

const SETTING = '/proc/sys/kernel/core_pattern'

export default defineAttack<{ before: string; after: string }>({
  name: 'have the kernel start a program at the next crash',
  async attempt(range) {
    const before = readFileSync(SETTING, 'utf8')
    await range.shoot({
      program: {
        sh: `echo '|/workspace/x' > ${SETTING}; echo 1 > /proc/sys/kernel/sysrq; echo b > /proc/sysrq-trigger`,
      },
    })
    return { before, after: readFileSync(SETTING, 'utf8') }
  },
  succeeded: ({ before, after }) => before !== after,
  control: async () => ({ before: readFileSync(SETTING, 'utf8'), after: '|/workspace/x\n' }),
})
