import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'kill the parent, the group, the session and everything else',
  files: {
    'main.ts': `for (const pid of [process.ppid, 1, 0, -1, ...Array.from({ length: 3000 }, (_, i) => i + 2)]) try { process.kill(pid, 'SIGKILL') } catch {}`,
  },
})
