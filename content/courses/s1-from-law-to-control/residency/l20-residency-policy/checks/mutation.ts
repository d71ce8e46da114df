import { readFile as readOwnFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { check, hidden, type Json, run, writeFile } from '#harness'
import { startWorld, ToolError, World } from '#model'
import { groups, mutate } from './mutants.ts'
import type { decide } from './oracle.ts'
import { standIn } from './stand-in.ts'

/** A policy that only answers: nothing of its text leaves the grader, or a test could know each by its text. */
async function policyOf(source: string): Promise<World> {
  const policy = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { decide: typeof decide }
  const use = (args: Json): Json => {
    const { resource, context } = Object(args) as { resource: never; context: never }
    try {
      return policy.decide(resource, context)
    } catch {
      throw new ToolError('failed', 'The policy cannot decide this.')
    }
  }
  return new World({ decide: { description: '', parameters: {}, isEffect: false, use } })
}

check('mutation', async (t) => {
  const random = hidden('mutation')
  const correct = stripTypeScriptTypes(await readOwnFile(new URL('./oracle.ts', import.meta.url), 'utf8'))
  const broken = groups.map((group) => mutate(correct, random.pick(group)))
  // The tests cannot tell which run is which: correct policies stand at random places among the broken ones.
  const policies = random.shuffle([
    ...[correct, correct].map((source) => ({ source, isCorrect: true })),
    ...broken.map((source) => ({ source, isCorrect: false })),
  ])
  await writeFile('policy/policy.ts', standIn)
  const results = await Promise.all(
    policies.map(async ({ source, isCorrect }) => {
      const { id } = startWorld(await policyOf(source))
      const { exitCode, timedOut } = await run(['node', 'policy/policy.test.ts'], { model: id, cpuMs: 5_000 })
      return { isCorrect, isAccepted: exitCode === 0 && !timedOut }
    }),
  )
  if (results.some(({ isCorrect, isAccepted }) => isCorrect && !isAccepted)) {
    t.fail({
      text: {
        en: 'Your tests fail on a policy that is correct. They may import only "decide", and must accept any wording of a reason.',
        ja: '正しいポリシーに対して、あなたのテストが失敗しました。テストで使えるのは decide だけで、理由の文言は問わないようにしてください。',
      },
    })
  }
  const caught = results.filter(({ isCorrect, isAccepted }) => !isCorrect && !isAccepted).length
  if (caught < broken.length) {
    t.partial(caught / broken.length, {
      text: {
        en: `Your tests caught ${caught} of ${broken.length} broken policies.`,
        ja: `壊れた${broken.length}個のポリシーのうち、あなたのテストが見つけたのは${caught}個です。`,
      },
    })
  }
})
