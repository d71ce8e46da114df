import { scoreAttack } from '../score-attack.ts'

const check = "import { check } from '#harness'\nfor (const id of ['shown', 'unseen', 'report']) check(id, () => {})"

export default scoreAttack({
  name: 'submit checks, a harness and a definition of its own',
  files: {
    'checks/sums.ts': check,
    'checks/report.ts': check,
    'harness/index.ts': 'export const check = () => {}',
    'harness/main.ts': "console.log(JSON.stringify({ type: 'done' }))",
    'world/params.ts': 'export default () => ({ params: [], files: {} })',
    'lab.yaml': 'passScore: 0',
    'main.ts': 'console.log(0)',
  },
})
