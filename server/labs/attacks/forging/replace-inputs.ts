import { scoreAttack } from '../score-attack.ts'

export default scoreAttack({
  name: 'replace the read-only inputs by ones with a known answer',
  files: {
    'numbers.json': '[0]',
    'main.ts':
      "import { readFileSync } from 'node:fs'\nconst numbers = JSON.parse(readFileSync('numbers.json', 'utf8'))\nconsole.log(numbers.length === 1 ? numbers[0] : 'unknown')",
  },
})
