import { type CheckContext, run, type Text } from '#harness'
import { toSql } from '../world/sql.ts'
import type { Graph } from '../world/types.ts'
import { judgeGraph, type Row } from './oracle.ts'

/** What the program printed about a workload: any strings at all. */
type Seen = { verdict: string; through: string[]; because: string[] }
export type Judged = { graph: Graph; expected: Row; seen: Seen | null }

/** `shown` graphs may be quoted back; of `hidden` ones nothing is, not even what the program printed. */
type Secrecy = 'shown' | 'hidden'

const cpuMs = 10_000
const longest = 400
const mostParties = 2000

/** Runs the learner's query on graphs, and the oracle as well. Fails the check where there are no verdicts to read. */
export async function judge(t: CheckContext, graphs: Graph[], secrecy: Secrecy): Promise<Judged[]> {
  const stdin = JSON.stringify(graphs.map(toSql))
  const result = await run(['python3', 'exposure/main.py', '--graphs'], { stdin, cpuMs })
  const stop = (text: Text, seen: string) =>
    t.fail({ text, ...(secrecy === 'shown' && seen !== '' ? { seen: seen.slice(0, longest) } : {}) })
  if (result.timedOut) {
    stop(
      {
        en: 'The query did not finish in 10 seconds of processor time.',
        ja: 'クエリが10秒のCPU時間内に終わりませんでした。',
      },
      '',
    )
  }
  if (result.oomKilled || result.outputCapped) {
    stop(
      {
        en: 'The query used more memory or printed more than it may.',
        ja: 'クエリが、許された量を超えるメモリーか出力を使いました。',
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
          en: 'A line of the output is not one verdict about one workload: only exposure/main.py may write to standard output.',
          ja: '出力に、一つのワークロードについての一つの判定ではない行があります。標準出力に書いてよいのは exposure/main.py だけです。',
        },
        line,
      )
    } else seen.set(read.key, read.seen)
  }
  return graphs.flatMap((graph, index) =>
    judgeGraph(graph).map((expected) => ({ graph, expected, seen: seen.get(`${index}/${expected.workload}`) ?? null })),
  )
}

function readRow(line: string): { key: string; seen: Seen } | null {
  try {
    const { graph, workload, verdict, through, because } = JSON.parse(line)
    const isRead =
      Number.isInteger(graph) && [workload, verdict].every(isText) && isTextList(through) && isTextList(because)
    return isRead ? { key: `${graph}/${workload}`, seen: { verdict, through, because } } : null
  } catch {
    return null
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= longest
const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= mostParties && value.every(isText)

export const isRight = ({ expected, seen }: Judged): boolean => seen?.verdict === expected.verdict

/** The right verdict, and the right parties in any order. */
export const isWhollyRight = (judged: Judged): boolean => isRight(judged) && namesParties(judged)

export function namesParties({ expected, seen }: Judged): boolean {
  const same = (wanted: string[], found: string[]) =>
    wanted.length === found.length && wanted.every((one) => found.includes(one))
  return seen !== null && same(expected.through, seen.through) && same(expected.because, seen.because)
}

/** What a learner is told about a wrong row of the shown graph. */
export function describe({ expected, seen, graph }: Judged, right: number, of: number) {
  const title = graph.workloads.find(({ id }) => id === expected.workload)?.title
  const quote = ({ verdict, through, because }: Seen) =>
    `${verdict}; through ${through.join(', ') || '-'}; because ${because.join(', ') || '-'}`.slice(0, longest)
  return {
    text: {
      en: `${title?.en} (${expected.workload}) was judged wrongly. ${right} of ${of} rows are right.`,
      ja: `「${title?.ja}」(${expected.workload})の判定が違います。${of}行のうち、${right}行は正しく判定できています。`,
    },
    expected: quote(expected),
    seen: seen ? quote(seen) : 'no row',
    where: { file: 'graph/graph.sql' },
  }
}

/** Fails a hidden check by the kinds of mistake alone. */
export function failUnlessRight(t: CheckContext, judged: Judged[]): void {
  const wrong = judged.filter((one) => !isRight(one))
  if (wrong.length === 0) return
  const count = (verdict: string) => wrong.filter(({ expected }) => expected.verdict === verdict).length
  t.fail({
    text: {
      en: `${judged.length - wrong.length} of ${judged.length} unseen workloads were judged rightly. Missed: ${count('exposed')} exposed, ${count('not-exposed')} not exposed, ${count('unknown')} unknown.`,
      ja: `初めて見る${judged.length}件のうち、${judged.length - wrong.length}件を正しく判定しました。誤ったのは、exposed が${count('exposed')}件、not-exposed が${count('not-exposed')}件、unknown が${count('unknown')}件です。`,
    },
  })
}
