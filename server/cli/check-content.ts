import { activitiesOf, checkContent, loadContent } from '../catalog/index.ts'

const bundle = await loadContent(['content'])
const problems = checkContent(bundle)
for (const { file, line, expected, found } of problems)
  process.stdout.write(`${file}:${line}: expected ${expected}; found ${found}\n`)
process.stdout.write(`${activitiesOf(bundle).length} activities, ${problems.length} problems\n`)
process.exit(problems.length === 0 ? 0 : 1)
