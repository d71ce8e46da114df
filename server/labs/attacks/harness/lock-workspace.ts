import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'lock the workspace so that nothing can start in it again',
  files: {
    'main.ts': "import { chmodSync } from 'node:fs'\nconsole.log(0)\nchmodSync('.', 0)",
  },
})
