import { survivor } from '../survivor.ts'

export default survivor({
  name: 'hold the terminal open after the shell has gone',
  sh: `set -m; trap '' HUP; (trap '' HUP; sleep 300) & disown; exit 0`,
  pty: true,
})
