import type { Context } from '../platform/context.ts'
import { checkRefs, checkTerms } from './content/check-content.ts'
import { checkLab } from './content/check-lab.ts'
import { linkTarget } from './content/check-lesson.ts'
import { readLab } from './content/load-content.ts'
import { checkPlain } from './content/plain-markdown.ts'
import type { ContentProblem } from './content/problem.ts'
import { listCompetencyCodes, listTargets } from './queries.ts'

/** What is wrong with a lab that stands in no folder of content, by the rules of those that do. Files are relative to it. */
export async function checkLoneLab(ctx: Context, files: Map<string, Uint8Array>): Promise<ContentProblem[]> {
  const strange = [...files].flatMap(([path, bytes]) =>
    path.startsWith('README.') ? checkPlain(Buffer.from(bytes).toString(), path) : [],
  )
  if (strange.length > 0) return strange
  const { lab, problems } = readLab(files, 'lab')
  if (!lab) return problems
  const [competencies, targets] = await Promise.all([listCompetencyCodes(ctx), listTargets(ctx)])
  return [
    ...problems,
    ...checkLab(lab, new Set(targets.map(linkTarget))),
    ...checkRefs(lab.competencies, new Set(competencies), lab.source, 'competencies'),
    ...checkTerms(lab),
  ]
}
