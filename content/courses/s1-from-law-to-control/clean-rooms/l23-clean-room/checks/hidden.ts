import { check, hidden, writeFile } from '#harness'
import { filesOf, type Question } from '../world/params.ts'
import { drawRoom, type Room } from '../world/room.ts'
import { findsCanary } from './search.ts'
import { agrees, mediaOf, Oracle, rowsOf, sameRows, smallestCell, stillShow } from './truth.ts'
import { ask, furnish, look, release } from './visit.ts'

check('no-canary', async (t) => {
  const random = hidden('no-canary')
  const room = drawRoom(random, { pictures: 2 })
  await furnish(room, random)
  const { files } = await release('2026-10', 'out/x')
  const names = mediaOf(room, files)
  if (!names || !rowsOf(files)?.length || !stillShow(room, await look('out/x', names)))
    t.fail({
      text: {
        en: 'Rows and media have to come out: a release of nothing shows nothing about cleanliness.',
        ja: '行とメディアが外に出る必要があります。何も外に出さなければ、きれいかどうかもわかりません。',
      },
    })
  if (findsCanary(room, files, '2026-10'))
    t.fail({
      text: {
        en: 'Something of a person can be recovered from the release: from a file name, a time, a field, metadata, or a pseudonym that can be tried out.',
        ja: '提供データから、人についての何かを復元できます。ファイル名、時刻、項目、メタデータ、または総当たりできる仮名からです。',
      },
    })
})

check('minimum-cell', async (t) => {
  const random = hidden('minimum-cell')
  const room = drawRoom(random, { months: ['2026-10', '2026-11'] })
  await furnish(room, random)
  const { files } = await release('2026-10', 'out/x')
  const rows = rowsOf(files)
  const questions = edgeQuestions(room)
  const told = await ask(questions)
  const oracle = new Oracle(room)
  const isEach = questions.map((question, index) => agrees(room, oracle.decide(question), told[index]!))
  if (!rows || smallestCell(rows) < room.policy.minimum || !sameRows(room, rows) || isEach.includes(false))
    t.fail({
      text: {
        en: 'Cells below the minimum have to stay inside, in rows and in answers, and cells at the minimum have to come out.',
        ja: '最小に満たないセルは、行でも答えでも中に残し、最小ちょうどのセルは外に出す必要があります。',
      },
    })
})

/** At the edge of the minimum on both sides, and what may not be asked at all. */
function edgeQuestions({ policy }: Room): Question[] {
  const [first, second, third] = Object.keys(policy.wards) as [string, string, string]
  return [
    { id: 'e1', where: { ward: [third], age: ['0-17'] } },
    { id: 'e2', where: { ward: [first], age: ['65-'] } },
    { id: 'e3', where: { ward: [second], age: ['65-'] } },
    { id: 'e4', where: { ward: ['Nowhere'] } },
    { id: 'e5', where: { at: policy.months } as Question['where'] },
    { id: 'e6', where: { ward: [first], age: ['0-17'] } },
    { id: 'e7', where: { ward: ['other'], age: ['18-39'] } },
    { id: 'e8', where: { ward: [first, 'Nowhere'] } },
  ]
}

check('differencing', async (t) => {
  const random = hidden('differencing')
  const room = drawRoom(random)
  await furnish(room, random)
  const oracle = new Oracle(room)
  const [first, second, third] = Object.keys(room.policy.wards) as [string, string, string]
  const younger = ['0-17', '18-39', '40-64', 'other']
  const starts: Question[][] = [
    [
      { id: 'a', where: { ward: [first] } },
      { id: 'b', where: { ward: [first], age: younger } },
      { id: 'c', where: { ward: [second] } },
    ],
    [
      { id: 'd', where: { ward: [first], age: younger } },
      { id: 'e', where: { ward: [first] } },
      { id: 'f', where: { ward: [third], age: ['0-17'] } },
      { id: 'g', where: { ward: [third], age: ['18-39'] } },
      // Apart from each of the two before by just as many as the minimum.
      { id: 'both', where: { ward: [third], age: ['0-17', '18-39'] } },
    ],
  ]
  for (const questions of starts) if (!(await agreesOn(room, oracle, questions))) t.fail(together)
  // A late entry: the same question is now about one person more.
  const late = room.calls.find(({ truth }) => truth.cell.ward === first && truth.cell.age === '18-39')!
  const number = `080${random.int(10_000_000, 99_999_999)}`
  room.calls.push({ truth: { ...late.truth, number }, written: { ...late.written, phone: number } })
  await writeFile('calls.jsonl', filesOf(room)['calls.jsonl']!)
  const rest: Question[] = [
    { id: 'h', where: { ward: [first] } },
    ...[third, second].flatMap((ward) =>
      ['18-39', '40-64'].map((age) => ({ id: `${ward}-${age}`, where: { ward: [ward], age: [age] } })),
    ),
    { id: 'i', where: {} },
    { id: 'j', where: { ward: [second] } },
    { id: 'k', where: { ward: [third] } },
    { id: 'l', where: { age: ['18-39'] } },
  ]
  if (!(await agreesOn(room, oracle, rest))) t.fail(together)
})

const together = {
  text: {
    en: 'Answers have to be judged together with all earlier ones, over restarts and a growing log: too small a difference is refused, the same question is free, others are answered until the budget is spent.',
    ja: '答えは、再起動や記録の追加をまたいで、以前のすべての答えと合わせて判断します。少なすぎる差は断り、同じ問いは予算を使わず、ほかの問いには予算が尽きるまで答えます。',
  },
}

async function agreesOn(room: Room, oracle: Oracle, questions: Question[]): Promise<boolean> {
  const told = await ask(questions)
  return questions.map((question, index) => agrees(room, oracle.decide(question), told[index]!)).every(Boolean)
}

check('unlinkable', async (t) => {
  const random = hidden('unlinkable')
  const room = drawRoom(random)
  await furnish(room, random)
  const table = async (name: string, folder: string) => rowsOf((await release(name, folder)).files) ?? []
  const one = await table('2026-10', 'out/1')
  const other = await table('2026-11', 'out/2')
  const again = await table('2026-10', 'out/3')
  await writeFile('state/secret.key', `${random.hex(32)}\n`)
  const foreign = await table('2026-10', 'out/4')
  const callersOf = (rows: typeof one) => rows.map(({ caller }) => caller)
  const isApart = (a: typeof one, b: typeof one) => !callersOf(a).some((caller) => callersOf(b).includes(caller))
  const isSorted = callersOf(one).join() === callersOf(one).toSorted().join()
  const isLong = callersOf(one).every((caller) => caller.length >= 8)
  const isSound = sameRows(room, one) && sameRows(room, other) && JSON.stringify(one) === JSON.stringify(again)
  if (!isSound || !isSorted || !isLong || !isApart(one, other) || !isApart(one, foreign))
    t.fail({
      text: {
        en: 'Pseudonyms have to hold within a release, also when it is made again, and link to no other release, whether by name, by order, or without the key.',
        ja: '仮名は、一つの提供データの中では(作り直しても)同じで、ほかの提供データとは、名前でも、順序でも、鍵なしでも結び付かない必要があります。',
      },
    })
})
