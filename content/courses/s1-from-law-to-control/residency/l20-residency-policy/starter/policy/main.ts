import { readFileSync } from 'node:fs'
import { decide } from './policy.ts'
import type { PolicyContext, Resource } from './types.ts'

type Batch = { context: PolicyContext; resources: Resource[] }

// Decisions go to standard output; what your own code prints while debugging goes to standard error.
console.log = console.error

if (process.argv.includes('--cases')) judgeCases(JSON.parse(readFileSync(0, 'utf8')))
else judgeManifests()

function judgeCases(batches: Batch[]): void {
  const lines = batches.flatMap(({ context, resources }, batch) =>
    resources.map((resource) => JSON.stringify({ batch, id: resource.id, ...judge(resource, context) })),
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}

function judgeManifests(): void {
  const read = (name: string) => JSON.parse(readFileSync(new URL(`../manifests/${name}.json`, import.meta.url), 'utf8'))
  const context: PolicyContext = { ...read('register'), classes: read('classes'), exemptions: read('exemptions') }
  const resources: Resource[] = read('resources')
  const width = Math.max(...resources.map(({ id }) => id.length))
  let allowed = 0
  for (const resource of resources) {
    const { effect, rule, reason } = judge(resource, context)
    if (effect === 'allow') allowed++
    process.stdout.write(`${effect.padEnd(5)}  ${rule}  ${resource.id.padEnd(width)}  ${reason}\n`)
  }
  process.stdout.write(
    `\n${context.today}: ${resources.length} workloads, ${allowed} allowed, ${resources.length - allowed} denied\n`,
  )
}

function judge(resource: Resource, context: PolicyContext): { effect: string; rule: string; reason: string } {
  try {
    return decide(resource, context)
  } catch (error) {
    return { effect: 'error', rule: '--', reason: error instanceof Error ? error.message : String(error) }
  }
}
