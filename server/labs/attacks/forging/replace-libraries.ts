import { scoreAttack } from '../score-attack.ts'

const index = 'export const check = () => {}, run = () => ({ exitCode: 0, stdout: "0" }), params = [], hidden = () => 0'

export default scoreAttack({
  name: 'put libraries where the grader might look for its own',
  files: {
    'package.json': JSON.stringify({ type: 'module', imports: { '#harness': './fake.js' } }),
    'fake.js': index,
    'node_modules/harness/index.js': index,
    'node_modules/node:assert/index.js': 'export default () => {}',
    'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '#harness': ['./fake.js'] } } }),
    '.npmrc': 'node-options="--require ./fake.js"',
    '.env': 'NODE_OPTIONS=--require ./fake.js',
    'main.ts': 'console.log(0)',
  },
})
