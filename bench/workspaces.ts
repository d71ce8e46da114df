import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from './client.ts'
import { activityOf } from './people.ts'

const SOLUTION = 'content/courses/s1-from-law-to-control/residency/l20-residency-policy/solution'

export async function openLab(learner: Client): Promise<string> {
  const { id: activityId } = await activityOf(learner, 'lab')
  const { workspaceId } = await learner.mutate<{ workspaceId: string }>('assessment.openLab', { activityId })
  return workspaceId
}

/** A workspace that holds the reference solution of L20. */
export async function openSolved(learner: Client): Promise<string> {
  const workspaceId = await openLab(learner)
  const { files } = await learner.query<{ files: { path: string; revision: number }[] }>('labs.workspace', {
    workspaceId,
  })
  const entries = readdirSync(SOLUTION, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const entry of entries) {
    const source = join(entry.parentPath, entry.name)
    const path = source.slice(SOLUTION.length + 1)
    const baseRevision = files.find((file) => file.path === path)?.revision ?? 0
    const content = readFileSync(source, 'utf8')
    await learner.mutate('labs.save', { saveId: randomUUID(), workspaceId, path, content, baseRevision })
  }
  return workspaceId
}
