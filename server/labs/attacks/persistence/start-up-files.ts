import { defineAttack } from '../attack.ts'
import { textOf } from '../range.ts'

const plant =
  'for f in ~/.bashrc ~/.profile ~/.bash_profile ~/.noderc /etc/profile.d/x.sh /etc/bash.bashrc /tmp/x /dev/shm/x; do echo "echo was-here" >> $f; done 2>/dev/null; mkdir -p ~/.cache && echo was-here > ~/.cache/x'
const look = { sh: 'bash -ic true; bash -lc true; cat ~/.cache/x /tmp/x /dev/shm/x' }

export default defineAttack<string>({
  name: 'plant a start-up file for the next run',
  attempt: (range) =>
    range.withStand({}, async ({ run }) => {
      await run({ program: { sh: plant } })
      return textOf(await run({ program: look }))
    }),
  succeeded: (printed) => printed.includes('was-here'),
  control: (range) => range.shoot({ program: { sh: `${plant}; ${look.sh}` } }).then(textOf),
})
