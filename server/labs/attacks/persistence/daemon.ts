import { survivor } from '../survivor.ts'

export default survivor({
  name: 'leave a daemon that closed everything it inherited',
  sh: '(cd /; exec </dev/null >/dev/null 2>&1; (sleep 300 & sleep 300 &) & ) ; exit 0',
})
