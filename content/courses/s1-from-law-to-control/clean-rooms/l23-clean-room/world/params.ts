import type { Json, Random } from '#harness'
import { type Cell, drawRoom, type Room } from './room.ts'

export interface Question {
  id: string
  where: Partial<Record<keyof Cell, string[]>>
}

/** A room as the learner's program finds it. */
export const filesOf = ({ policy, calls, media }: Room): Record<string, string> => ({
  'policy.json': `${JSON.stringify(policy, null, 2)}\n`,
  'calls.jsonl': calls.map(({ written }) => `${JSON.stringify(written)}\n`).join(''),
  'media.json': `${JSON.stringify(media.map(({ name, modified, bytes }) => ({ name, modified, bytes })))}\n`,
})

/** The room of Run and Check, with two files and some questions. */
export default function generate(random: Random): { params: Json; files: Record<string, string> } {
  const room = drawRoom(random, { pictures: 1 })
  const [ward] = Object.keys(room.policy.wards)
  const questions: Question[] = [
    { id: 'everybody', where: {} },
    { id: 'ward', where: { ward: [ward!] } },
    { id: 'ward-without-the-old', where: { ward: [ward!], age: ['0-17', '18-39', '40-64'] } },
    { id: 'the-old', where: { ward: [ward!], age: ['65-'] } },
    { id: 'ward-again', where: { ward: [ward!] } },
  ]
  return {
    params: { room } as unknown as Json,
    files: { ...filesOf(room), 'requests.json': `${JSON.stringify(questions, null, 2)}\n` },
  }
}
