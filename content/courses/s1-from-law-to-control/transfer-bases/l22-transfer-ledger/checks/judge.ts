import { type CheckContext, run, type Text } from '#harness'
import type { Basis, Flow, Ledger } from '../world/types.ts'
import { judgeLedger, type Row } from './oracle.ts'

/** What the program printed about a flow. */
type Seen = { basis: string; record: boolean }
export type Judged = { flow: Flow; expected: Row; seen: Seen | null }

/** `shown` ledgers may be quoted back; of `hidden` ones nothing is, not even what the program printed. */
type Secrecy = 'shown' | 'hidden'

const cpuMs = 10_000
const longest = 400
const bases: readonly Basis[] = ['not-provided', 'domestic', 'designated', 'equivalent', 'consent', 'refuse']

/** Runs the learner's program on ledgers, and the oracle as well. Fails the check where there are no answers to read. */
export async function judge(t: CheckContext, ledgers: Ledger[], secrecy: Secrecy): Promise<Judged[]> {
  const stdin = JSON.stringify(ledgers)
  const result = await run(['python3', 'transfer/main.py', '--ledgers'], { stdin, cpuMs })
  const stop = (text: Text, seen: string) =>
    t.fail({ text, ...(secrecy === 'shown' && seen !== '' ? { seen: seen.slice(0, longest) } : {}) })
  if (result.timedOut) {
    stop(
      {
        en: 'The program did not finish in 10 seconds of processor time.',
        ja: 'プログラムが10秒のCPU時間内に終わりませんでした。',
      },
      '',
    )
  }
  if (result.oomKilled || result.outputCapped) {
    stop(
      {
        en: 'The program used more memory or printed more than it may.',
        ja: 'プログラムが、許された量を超えるメモリーか出力を使いました。',
      },
      '',
    )
  }
  if (result.exitCode !== 0) {
    stop(
      { en: 'The program stopped with an error.', ja: 'プログラムがエラーで止まりました。' },
      result.stderr.trim().slice(-longest),
    )
  }
  const seen = new Map<string, Seen>()
  for (const line of result.stdout.split('\n').filter((one) => one.trim() !== '')) {
    const read = readRow(line)
    if (read === null || seen.has(read.key)) {
      stop(
        {
          en: 'A line of the output is not one answer about one flow: only transfer/main.py may write to standard output, with one of the six bases and a record of true or false.',
          ja: '出力に、一つの流れについての一つの答えではない行があります。標準出力に書いてよいのは transfer/main.py だけで、根拠は六つのうちの一つ、record は true か false です。',
        },
        line,
      )
    } else seen.set(read.key, read.seen)
  }
  return ledgers.flatMap((ledger, index) => {
    const flows = new Map(ledger.flows.map((flow) => [flow.id, flow]))
    return judgeLedger(ledger).map((expected) => ({
      flow: flows.get(expected.flow) as Flow,
      expected,
      seen: seen.get(`${index}/${expected.flow}`) ?? null,
    }))
  })
}

function readRow(line: string): { key: string; seen: Seen } | null {
  try {
    const { ledger, flow, basis, record } = JSON.parse(line)
    const isRead =
      Number.isInteger(ledger) && typeof flow === 'string' && bases.includes(basis) && typeof record === 'boolean'
    return isRead ? { key: `${ledger}/${flow}`, seen: { basis, record } } : null
  } catch {
    return null
  }
}

export const hasRightBasis = ({ expected, seen }: Judged): boolean => seen?.basis === expected.basis
export const isRight = (judged: Judged): boolean =>
  hasRightBasis(judged) && judged.seen?.record === judged.expected.record

/** What a learner is told about a wrong answer on the shown ledger. */
export function describe({ flow, expected, seen }: Judged, right: number, of: number) {
  const quote = ({ basis, record }: Seen) => `${basis}, record ${record}`
  return {
    text: {
      en: `The flow ${flow.id} of ${flow.on} to ${flow.recipient} was judged wrongly. ${right} of ${of} flows are right.`,
      ja: `${flow.on} の ${flow.recipient} への流れ ${flow.id} の判定が違います。${of}件のうち、${right}件は正しく判定できています。`,
    },
    expected: quote(expected),
    seen: seen ? quote(seen) : 'no line',
    where: { file: 'ledger/flows.json' },
  }
}

/** Fails a hidden check by the kinds of mistake alone. */
export function failUnlessRight(t: CheckContext, judged: Judged[]): void {
  const wrong = judged.filter((one) => !hasRightBasis(one))
  if (wrong.length === 0) return
  const lax = wrong.filter(({ expected }) => expected.basis === 'refuse').length
  const strict = wrong.filter(({ seen }) => seen?.basis === 'refuse').length
  const other = wrong.length - lax - strict
  t.fail({
    text: {
      en: `${judged.length - wrong.length} of ${judged.length} unseen flows were judged rightly. Not refused though nothing holds: ${lax}. Refused though something holds: ${strict}. Another basis, or none: ${other}.`,
      ja: `初めて見る${judged.length}件の流れのうち、${judged.length - wrong.length}件を正しく判定しました。根拠がないのに拒否しなかったものが${lax}件、根拠があるのに拒否したものが${strict}件、別の根拠や無回答が${other}件です。`,
    },
  })
}
