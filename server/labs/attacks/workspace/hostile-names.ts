import { isWorkspacePath } from '../../sandbox/workspace.ts'
import { defineAttack } from '../attack.ts'

const names = [
  '..\\n',
  '-rf',
  '\\x1b]0;x\\x07',
  '\\xff\\xfe',
  'a\\nb',
  '..\\\\..\\\\x',
  '$(touch pwned)',
  '\\u202egpj.exe'.replace('\\u202e', '\\xe2\\x80\\xae'),
]

export default defineAttack<string[]>({
  name: 'name files so that whoever lists them trips',
  attempt: (range) =>
    range.withStand({}, async ({ run, snapshot }) => {
      await run({ program: { sh: names.map((name) => `touch -- $'${name}'`).join('; ') } })
      return [...(await snapshot()).files.keys()]
    }),
  succeeded: (paths) => paths.some((path) => !isWorkspacePath(path)),
  control: async () => ['a\nb'],
})
