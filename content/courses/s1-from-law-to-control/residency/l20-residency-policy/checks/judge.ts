import { type CheckContext, readFile, run, type Text } from '#harness'
import type { PolicyContext, Resource } from '../world/types.ts'
import { type Decision, decide } from './oracle.ts'

/** A workload to be judged, and the sentence to say if it is judged wrongly. */
export type Probe = { context: PolicyContext; resource: Resource; wrong: Text }
export type Verdict = Probe & { expected: Decision; seen: Seen | null }

/** What the program printed: any strings at all. */
type Seen = { effect: string; rule: string; reason: string }

/** `shown` inputs may be quoted back to the learner; of `hidden` ones nothing is, not even what the program printed. */
export type Secrecy = 'shown' | 'hidden'

const longest = 400

/** Lets the learner's policy judge probes, and the oracle as well. Fails the check where there are no decisions to read. */
export async function judge(t: CheckContext, probes: Probe[], secrecy: Secrecy): Promise<Verdict[]> {
  const contexts = [...new Set(probes.map(({ context }) => context))]
  const batches = contexts.map((context) => ({
    context,
    resources: probes.filter((probe) => probe.context === context).map(({ resource }) => resource),
  }))
  const result = await run(['node', 'policy/main.ts', '--cases'], { stdin: JSON.stringify(batches), cpuMs: 8000 })
  const stop = (text: Text, seen: string) =>
    t.fail({ text, ...(secrecy === 'shown' && seen !== '' ? { seen: seen.slice(0, longest) } : {}) })
  if (result.timedOut) {
    stop(
      {
        en: 'The policy did not finish in 8 seconds of processor time.',
        ja: 'ポリシーが8秒のCPU時間内に終わりませんでした。',
      },
      '',
    )
  }
  if (result.oomKilled || result.outputCapped) {
    stop(
      {
        en: 'The policy used more memory or printed more than it may.',
        ja: 'ポリシーが、許された量を超えるメモリーか出力を使いました。',
      },
      '',
    )
  }
  if (result.exitCode !== 0) {
    stop(
      {
        en: 'The program stopped with an error before it had decided.',
        ja: '判定を終える前に、プログラムがエラーで止まりました。',
      },
      result.stderr.trim(),
    )
  }
  const decisions = new Map<string, Seen>()
  for (const line of result.stdout.split('\n').filter((one) => one.trim() !== '')) {
    const read = readDecision(line)
    if (read === null || decisions.has(read.key)) {
      stop(
        {
          en: 'A line of the output is not one decision: only policy/main.ts may write to standard output.',
          ja: '出力に、判定ではない行があります。標準出力に書いてよいのは policy/main.ts だけです。',
        },
        line,
      )
    } else decisions.set(read.key, read.decision)
  }
  return probes.map((probe) => ({
    ...probe,
    expected: decide(probe.resource, probe.context),
    seen: decisions.get(`${contexts.indexOf(probe.context)}/${probe.resource.id}`) ?? null,
  }))
}

function readDecision(line: string): { key: string; decision: Seen } | null {
  try {
    const { batch, id, effect, rule, reason } = JSON.parse(line)
    const isRead = Number.isInteger(batch) && [id, effect, rule, reason].every((value) => typeof value === 'string')
    return isRead ? { key: `${batch}/${id}`, decision: { effect, rule, reason } } : null
  } catch {
    return null
  }
}

export const isRight = ({ expected, seen }: Verdict): boolean => seen?.effect === expected.effect

/** Fails the check for the first shown verdict that is wrong, and says how many of the others are right. */
export async function failOnFirstWrong(t: CheckContext, verdicts: Verdict[]): Promise<void> {
  const wrong = verdicts.find((verdict) => !isRight(verdict))
  if (wrong) t.fail(await describe(wrong, verdicts))
}

/** What a learner is told about a wrong verdict on shown inputs. */
export async function describe(wrong: Verdict, verdicts: Verdict[]) {
  const right = verdicts.filter(isRight).length
  return {
    text: {
      en: `${wrong.wrong.en} ${countRight(right, verdicts.length)}`,
      ja: `${wrong.wrong.ja}このチェックの${verdicts.length}件のうち、${right}件は正しく判定できています。`,
    },
    expected: quote(wrong.expected, wrong),
    seen: wrong.seen ? quote(wrong.seen, wrong) : 'no decision',
    where: await whereIs(wrong.resource),
  }
}

const countRight = (right: number, all: number): string =>
  right === 0
    ? `None of the ${all} cases of this check is right.`
    : `${right} of the ${all} cases of this check are right.`

function quote({ effect, rule, reason }: Seen, { resource, context }: Probe): string {
  const because = effect === 'error' ? ` (${reason})` : ''
  return `${effect}, ${rule}${because}; ${resource.id}, ${context.today}`.slice(0, longest)
}

async function whereIs(resource: Resource): Promise<{ file: string; line?: number }> {
  const file = 'manifests/resources.json'
  const lines = (await readFile(file))?.split('\n') ?? []
  const line = lines.findIndex((text) => text.includes(`"id": ${JSON.stringify(resource.id)}`)) + 1
  return line > 0 ? { file, line } : { file }
}
