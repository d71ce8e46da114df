import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'leave a pipe, a link or a huge file where a check reads',
  files: {
    'main.ts': `import { execSync } from 'node:child_process'
execSync('rm -f report.txt; mkfifo report.txt || ln -s /dev/zero report.txt; ln -s /dev/zero numbers.json')`,
  },
})
