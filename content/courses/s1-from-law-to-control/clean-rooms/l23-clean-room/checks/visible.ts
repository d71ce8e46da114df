import { createHash } from 'node:crypto'
import { check, params, readFile, shown } from '#harness'
import type { Question } from '../world/params.ts'
import type { Room } from '../world/room.ts'
import { agrees, expectedRows, mediaOf, Oracle, rowsOf, sameRows, stillShow } from './truth.ts'
import { ask, furnish, look, release } from './visit.ts'

const { room } = params as unknown as { room: Room }
const inRoom = { file: 'cleanroom/room.py' }
const withoutMedia: Room = { ...room, media: [] }

check('aggregates', async (t) => {
  await furnish(withoutMedia, shown('secret'))
  const { files, complaint } = await release('2026-09', 'out/a')
  const rows = rowsOf(files)
  if (!rows || !sameRows(room, rows))
    t.fail({
      text: {
        en: 'rows.csv has to hold every call of a large enough cell, with the listed spelling of each value, and one pseudonym for one caller.',
        ja: 'rows.csv には、十分に大きいセルの電話がすべて必要です。値は一覧の書き方で、一人の人に仮名は一つです。',
      },
      expected: `${expectedRows(room).length} callers`,
      seen:
        complaint ||
        (rows ? `${new Set(rows.map(({ caller }) => caller)).size} callers, ${rows.length} rows` : 'no such table'),
      where: inRoom,
    })
  const wards = Object.keys(room.policy.wards)
  const questions: Question[] = [
    { id: 'all', where: {} },
    ...wards.map((ward) => ({ id: ward, where: { ward: [ward] } })),
    { id: 'two', where: { age: ['18-39', '40-64'] } },
  ]
  const oracle = new Oracle(room)
  const told = await ask(questions)
  for (const [index, question] of questions.entries()) {
    const expected = oracle.decide(question)
    if (!agrees(room, expected, told[index]!))
      t.fail({
        text: {
          en: 'A question about enough people gets their number: different callers, not calls.',
          ja: '十分な人数についての問いには、その数を答えます。電話の件数ではなく、異なる人の数です。',
        },
        expected: `${JSON.stringify(question.where)} → ${JSON.stringify(expected)}`,
        seen: JSON.stringify(told[index]),
        where: inRoom,
      })
  }
})

check('audit', async (t) => {
  await furnish(withoutMedia, shown('secret'))
  const { files } = await release('2026-09', 'out/a')
  const questions: Question[] = [
    { id: 'everybody', where: {} },
    { id: 'forbidden', where: { phone: ['090'] } as Question['where'] },
  ]
  await ask(questions)
  const entries = ((await readFile('state/audit.jsonl')) ?? '').split('\n').flatMap((line) => {
    try {
      return [Object(JSON.parse(line)) as Record<string, unknown>]
    } catch {
      return []
    }
  })
  const released = entries.find(({ event, release: name }) => event === 'release' && name === '2026-09')
  const digests = Object(released?.files) as Record<string, unknown>
  const isWhole = files.every(({ name, bytes }) => digests[name] === createHash('sha256').update(bytes).digest('hex'))
  const asked = entries.filter(({ event }) => event === 'query')
  const isAsked =
    asked.map(({ id }) => id).join() === 'everybody,forbidden' &&
    typeof asked[0]?.answer === 'number' &&
    asked[1]?.refused === 'not-allowed'
  const isInside = !files.some(({ name, bytes }) => name.includes('audit') || bytes.includes('"event"'))
  if (files.length === 0 || !isWhole || !isAsked || !isInside)
    t.fail({
      text: {
        en: 'The audit stays inside and names each release with the digest of every file, and each question with what was decided, in order.',
        ja: '監査の記録は中に残し、提供データごとにすべてのファイルのダイジェストを、問いごとに判断を、起きた順に書きます。',
      },
      seen:
        entries
          .slice(0, 4)
          .map((entry) => JSON.stringify(entry).slice(0, 200))
          .join('\n') || 'no entries',
      where: inRoom,
    })
})

check('media-opens', async (t) => {
  await furnish(room, shown('secret'))
  const { files, complaint } = await release('2026-09', 'out/a')
  const names = mediaOf(room, files)
  if (!names || !stillShow(room, await look('out/a', names)))
    t.fail({
      text: {
        en: 'Each file that was handed in comes out as media-001, media-002 …, opens, and shows the same pages or picture.',
        ja: '預かったファイルは、media-001、media-002……として外に出て、開くことができ、同じページや画像を示す必要があります。',
      },
      seen: complaint || files.map(({ name, bytes }) => `${name} ${bytes.length} bytes`).join('\n') || 'no files',
      where: { file: 'cleanroom/media.py' },
    })
})
