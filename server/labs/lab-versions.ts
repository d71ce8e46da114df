import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { LabDefinition } from './definition.ts'
import { matchesPattern } from './path-patterns.ts'
import { selectLabDefinitionRow } from './queries.ts'

const cache = new Map<Id<'contentVersion'>, { definition: LabDefinition; digest: string }>()

/** The definition of a lab's version. Versions are immutable, so a process reads each once. */
export async function labVersionOf(ctx: Context, versionId: Id<'contentVersion'>) {
  const known = cache.get(versionId)
  if (known) return known
  const row = await selectLabDefinitionRow(ctx, versionId)
  const version = { definition: row.definition as LabDefinition, digest: row.digest }
  cache.set(versionId, version)
  return version
}

export async function labDefinitionOf(ctx: Context, versionId: Id<'contentVersion'>): Promise<LabDefinition> {
  return (await labVersionOf(ctx, versionId)).definition
}

/** Whether the lab keeps a file from being edited; the grader brings its own copy in any case. */
export function isReadOnly(definition: LabDefinition, path: string): boolean {
  return definition.readOnly.some((pattern) => matchesPattern(path, pattern))
}
