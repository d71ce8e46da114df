import { readFileSync } from 'node:fs'
import { runAgent } from './loop.ts'
import { model } from './model.ts'
import type { Limits } from './types.ts'
import { yard } from './yard.ts'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

const outcome = await runAgent(read('task.json').task as string, model, yard, read('limits.json') as Limits)
console.log(JSON.stringify(outcome))
