import { scoreAttack } from '../score-attack.ts'

export default scoreAttack({
  name: 'write results into every descriptor in sight',
  files: {
    'main.ts': `import { readdirSync, writeFileSync, writeSync } from 'node:fs'
const line = ['shown', 'unseen', 'report'].map((check) => JSON.stringify({ type: 'finished', check, outcome: { status: 'passed' } })).join('\\n') + '\\n{"type":"done"}\\n'
for (let descriptor = 1; descriptor < 256; descriptor++) try { writeSync(descriptor, line) } catch {}
for (const pid of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
  for (let descriptor = 0; descriptor < 32; descriptor++) try { writeFileSync('/proc/' + pid + '/fd/' + descriptor, line) } catch {}
}`,
  },
})
