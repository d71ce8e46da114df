import { readFileSync } from 'node:fs'
import { buy } from './buy.ts'
import { shop } from './shop.ts'
import { openStore } from './store.ts'
import type { Plan } from './types.ts'

const [planPath = 'plan.json', journalPath = 'journal.db'] = process.argv.slice(2)

const report = await buy(JSON.parse(readFileSync(planPath, 'utf8')) as Plan, shop, openStore(journalPath))
console.log(JSON.stringify(report))
