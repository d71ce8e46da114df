import { join } from 'node:path'
import { activitiesOf, checkContent, examDefinitionOf, importContent, loadContent } from '../catalog/index.ts'
import { type LabDefinition, parseLabDefinition } from '../labs/index.ts'
import type { Context } from '../platform/context.ts'
import { StartError } from './instance.ts'
import { publishProofs } from './publish-proofs.ts'

/** Checks what stands in the content folders and publishes it. @throws StartError naming every problem by file and line */
export async function publishContent(
  ctx: Context,
  roots: string[],
): Promise<{ activities: number; published: number }> {
  const bundle = await loadContent(roots)
  const problems = checkContent(bundle)
  if (problems.length > 0) {
    const lines = problems.map(
      ({ file, line, expected, found }) => `  ${file}:${line}: expected ${expected}; found ${found}`,
    )
    throw new StartError(`The content has ${problems.length} problems. Mend them and start again.\n${lines.join('\n')}`)
  }
  const definitions = new Map<string, unknown>(
    activitiesOf(bundle).map((activity) => {
      if (activity.kind === 'exam') return [activity.activityId, examDefinitionOf(activity)] as const
      if (activity.kind !== 'lab') return [activity.activityId, activity.definition] as const
      const yaml = Buffer.from(activity.files.get('lab.yaml')!).toString()
      return [activity.activityId, parseLabDefinition(yaml, join(activity.folder, 'lab.yaml'))] as const
    }),
  )
  const published = await importContent(ctx, bundle, (activity) => definitions.get(activity.activityId))
  const labs = activitiesOf(bundle).flatMap(({ kind, activityId, folder, digest }) =>
    kind === 'lab' ? [{ definition: definitions.get(activityId) as LabDefinition, folder, digest }] : [],
  )
  for (const root of roots) await publishProofs(ctx, root, labs)
  return published
}
