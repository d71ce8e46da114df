import { drawLedger } from './build.ts'
import { recipes } from './recipes.ts'
import type { Ledger, Random } from './types.ts'

/** Without these a shown ledger might say nothing about who is exempt from a record. */
const always = ['lapsed, but consent', 'third party with consent', 'entrusted in a designated country']

/** How many recipes of each topic are shown; the same share of each is refused. */
const shown: Record<keyof typeof recipes, number> = { storage: 6, grounds: 10, measures: 8, consents: 10 }

/** The ledger a learner is shown: 34 flows and what they rest on. */
export default function generate(random: Random): { params: Ledger; files: Record<string, string> } {
  const chosen = Object.entries(shown).flatMap(([topic, count]) => {
    const listed = random.shuffle(recipes[topic as keyof typeof recipes])
    const carried = listed.filter(([basis]) => basis !== 'refuse')
    const first = carried.filter(([, , name]) => always.includes(name))
    const allowed = [...first, ...carried.filter((one) => !first.includes(one))].slice(0, count / 2)
    return [...allowed, ...listed.filter(([basis]) => basis === 'refuse').slice(0, count / 2)]
  })
  const ledger = drawLedger(random, chosen, 1)
  const { home, recipients, designations, storage, measures, entrustments, jointUse, consents, flows } = ledger
  const files = {
    'ledger/register.json': format({ home, designations, recipients }),
    'ledger/agreements.json': format({ storage, entrustments, jointUse, measures }),
    'ledger/consents.json': format({ consents }),
    'ledger/flows.json': format({ flows }),
  }
  return { params: ledger, files }
}

/** One entry a line: a ledger is read by people too. */
function format(lists: Record<string, unknown>): string {
  const written = Object.entries(lists).map(([name, value]) => {
    if (!Array.isArray(value)) return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`
    return `  ${JSON.stringify(name)}: [\n${value.map((entry) => `    ${spaced(entry)}`).join(',\n')}\n  ]`
  })
  return `{\n${written.join(',\n')}\n}\n`
}

const spaced = (entry: unknown): string => JSON.stringify(entry, null, 1).replace(/\n\s*/g, ' ')
