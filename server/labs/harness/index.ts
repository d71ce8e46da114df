import type { Feedback, Json, RunOptions, RunResult, Text } from './protocol.ts'
import { type Random, randomStream } from './random.ts'
import { type CheckBody, type CheckContext, state } from './state.ts'

export type { CheckContext, Feedback, Json, Random, RunOptions, RunResult, Text }

/** What the learner was shown: the `params` of `world/params.ts` on this attempt's key. */
export const params: Json = state.params

/** Registers the check that `lab.yaml` expects under this id. */
export function check(id: string, body: CheckBody): void {
  if (state.checks.has(id)) throw new Error(`check "${id}" is registered twice`)
  state.checks.set(id, body)
}

/** A stream seeded by what the learner was shown: for visible checks. */
export function shown(stream: string): Random {
  return randomStream(state.paramsKey, stream)
}

/** A stream that no learner can foresee: for hidden checks, on Submit only. @throws during Check */
export function hidden(stream: string): Random {
  if (state.hiddenKey === null) throw new Error('hidden streams exist on Submit only')
  return randomStream(state.hiddenKey, stream)
}

/** Runs a program in the learner's sandbox, in the workspace. Its process tree is dead when this settles. */
export async function run(argv: string[], options: RunOptions = {}): Promise<RunResult> {
  return (await ask({ operation: 'run', argv, options })) as RunResult
}

/** Text of a regular file of the learner's workspace; null when there is none, or none of reasonable size. */
export async function readFile(path: string): Promise<string | null> {
  return (await ask({ operation: 'readFile', path })) as string | null
}

/** Puts a file into the learner's workspace, for the next `run` of this check. */
export async function writeFile(path: string, text: string): Promise<void> {
  await ask({ operation: 'writeFile', path, text })
}

function ask(call: Parameters<typeof state.ask>[1]): Promise<unknown> {
  const running = state.current.getStore()
  if (!running) throw new Error(`${call.operation} is for use inside a check`)
  return state.ask(running.id, call)
}
