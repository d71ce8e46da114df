import { readFile as readOwnFile } from 'node:fs/promises'
import { check, hidden, run, writeFile } from '#harness'
import { groups, mutate } from './mutants.ts'

check('mutation', async (t) => {
  const random = hidden('mutation')
  const correct = await readOwnFile(new URL('./oracle.ts', import.meta.url), 'utf8')
  const broken = groups.map((group) => mutate(correct, random.pick(group)))
  // The tests cannot tell which run is which: correct policies stand at random places among the broken ones.
  const policies = random.shuffle([
    ...[correct, correct].map((source) => ({ source, isCorrect: true })),
    ...broken.map((source) => ({ source, isCorrect: false })),
  ])
  let caught = 0
  let rejected = 0
  for (const { source, isCorrect } of policies) {
    await writeFile('policy/policy.ts', source)
    const { exitCode, timedOut } = await run(['node', 'policy/policy.test.ts'], { wallMs: 5000 })
    const passed = exitCode === 0 && !timedOut
    if (isCorrect && !passed) rejected++
    if (!isCorrect && !passed) caught++
  }
  if (rejected > 0) {
    t.fail({
      text: {
        en: 'Your tests fail on a policy that is correct. They may import only "decide", and must accept any wording of a reason.',
        ja: '正しいポリシーに対して、あなたのテストが失敗しました。テストで使えるのは decide だけで、理由の文言は問わないようにしてください。',
      },
    })
  }
  if (caught < broken.length) {
    t.partial(caught / broken.length, {
      text: {
        en: `Your tests caught ${caught} of ${broken.length} broken policies.`,
        ja: `壊れた${broken.length}個のポリシーのうち、あなたのテストが見つけたのは${caught}個です。`,
      },
    })
  }
})
