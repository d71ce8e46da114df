import { scoreAttack } from '../score-attack.ts'

export default scoreAttack({
  name: 'print a passing test report and leave with success',
  files: {
    'main.ts':
      "console.log('TAP version 13\\n1..3\\nok 1\\nok 2\\nok 3\\n# pass 3\\n# fail 0\\nall checks passed: 100/100')\nprocess.exit(0)",
  },
})
