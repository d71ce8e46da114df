import { survivor } from '../survivor.ts'

export default survivor({
  name: 'leave a program in a session of its own, with the output still open',
  sh: `node -e "require('child_process').spawn('sleep', ['300'], { detached: true, stdio: 'inherit' }).unref()"; exit 0`,
})
