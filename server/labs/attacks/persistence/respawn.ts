import { survivor } from '../survivor.ts'

export default survivor({
  name: 'respawn faster than it is killed',
  sh: 'f() { (f & f &) ; sleep 0.01; f; }; (f >/dev/null 2>&1 &) ; sleep 0.3; exit 0',
})
