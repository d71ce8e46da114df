import { expect, test } from 'vitest'
import { startingFiles } from './starting-files.ts'
import type { LabContent } from './types.ts'

const bytes = (text: string) => Buffer.from(text)

test('a check starts from what was given where it is read-only, and without what runs wrote', () => {
  const lab = {
    definition: { readOnly: ['policy.json'], generated: ['state/**', 'out/**'] },
    files: new Map([['starter/policy.json', bytes('given')]]),
  } as unknown as LabContent
  const snapshot = new Map([
    ['policy.json', bytes('changed')],
    ['room.py', bytes('mine')],
    ['state/audit.jsonl', bytes('of an earlier run')],
    ['out/practice/rows.csv', bytes('of an earlier run')],
  ])
  const started = startingFiles(lab, {}, snapshot)
  expect([...started].map(([path, file]) => [path, Buffer.from(file).toString()])).toEqual([
    ['room.py', 'mine'],
    ['policy.json', 'given'],
  ])
})
