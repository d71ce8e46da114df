import { survivor } from '../survivor.ts'

export default survivor({
  name: 'leave stopped processes that ignore signals',
  sh: `trap '' HUP TERM INT; sh -c 'trap "" HUP TERM; kill -STOP $$; sleep 300' & sleep 0.2; exit 0`,
})
