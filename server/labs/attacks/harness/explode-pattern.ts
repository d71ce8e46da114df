import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: "feed a careless check's pattern until it never answers",
  files: {
    'main.ts': "import { writeFileSync } from 'node:fs'\nwriteFileSync('report.txt', 'match ' + 'a'.repeat(60))",
  },
  checkBudgetMs: 2_000,
})
