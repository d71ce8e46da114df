import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { createCaller } from '../../api/root.ts'
import { leaseGradingJob } from '../../assessment/index.ts'
import { listVariants, type QuestionVariant, selectActivity } from '../../catalog/index.ts'
import { gradeJob } from '../../grade-job.ts'
import type { Engine } from '../../labs/runner/index.ts'
import type { Context, Role } from '../../platform/context.ts'
import { derivedId, type Id, newId } from '../../platform/ids.ts'

/** Of the role's evidence, what nobody sits with a proctor here. */
const ROLE_LABS = ['L01', 'L03', 'L22']
const RUNNER_ID = 'evaluation-history'
export const ROLE = 'data-residency-practitioner'

export interface Stage {
  /** A context of somebody at a time. */
  as: (role: Role, slug: string, organisation: string, at: Date) => Context
  /** A context of a process at a time. */
  system: (at: Date) => Context
  engine: Engine
}

type Caller = ReturnType<typeof createCaller>

/** What the programme requires. */
async function activitiesOf(caller: Caller) {
  const [programme] = await caller.learning.path()
  return programme!.activities.filter(({ isRequired }) => isRequired)
}

/** Reads every lesson and answers the question bank until all is right. */
export async function study(ctx: Context): Promise<void> {
  const caller = createCaller(ctx)
  for (const { id, kind } of await activitiesOf(caller)) {
    if (kind === 'lesson') await caller.learning.completeLesson({ activityId: id })
    if (kind === 'quiz') await answerAll(ctx, caller, id)
  }
}

async function answerAll(ctx: Context, caller: Caller, activityId: Id<'activity'>): Promise<void> {
  const { activity } = await selectActivity(ctx, activityId)
  const variants = await listVariants(ctx, activity.currentVersionId!)
  const quiz = await caller.assessment.openQuiz({ activityId })
  for (const { questionId, variantId } of quiz.questions) {
    const known = variants.find((row) => row.questionId === questionId && row.variantId === variantId)
    const { kind, options } = known!.definition as QuestionVariant & { kind: string }
    const right = options.filter(({ correct }) => correct)
    const choice = kind === 'number' ? [String(right[0]!.value)] : right.map(({ id }) => id)
    const answerId = derivedId<'answer'>('evaluation', quiz.attemptId, questionId)
    await caller.assessment.answerQuestion({ answerId, attemptId: quiz.attemptId, questionId, variantId, choice })
  }
}

/** Sits the proctored assessment with the reference solution, or with the starter as it was given; graded as any other. */
export async function sit(stage: Stage, learner: Context, proctor: Context, knowsIt: boolean): Promise<void> {
  const caller = createCaller(learner)
  const lab = (await activitiesOf(caller)).findLast(({ kind }) => kind === 'lab')!
  const { attemptId } = await caller.assessment.requestProctored({ activityId: lab.id })
  await createCaller(proctor).assessment.confirmIdentity({
    attemptId,
    where: 'person_in_room',
    checked: 'photo_document',
  })
  const { workspaceId } = await caller.assessment.startProctored({ attemptId })
  if (!workspaceId) throw new Error(`${lab.code} is no lab`)
  if (knowsIt) await saveSolution(caller, lab.code!, workspaceId)
  const submitId = derivedId<'submission'>('evaluation', attemptId)
  await caller.assessment.submit({ submitId, workspaceId })
  await gradeAll(stage, caller, learner.now, [submitId])
}

/** Practises what the role asks for beside the lab that one sits, with the reference solutions; graded as any other. */
export async function practise(stage: Stage, learner: Context): Promise<void> {
  const caller = createCaller(learner)
  const [programme] = await caller.learning.path()
  const submitted: Id<'submission'>[] = []
  for (const code of ROLE_LABS) {
    const lab = programme!.activities.find((activity) => activity.code === code)!
    const { workspaceId } = await caller.assessment.openLab({ activityId: lab.id })
    await saveSolution(caller, code, workspaceId)
    const submitId = derivedId<'submission'>('evaluation', workspaceId)
    await caller.assessment.submit({ submitId, workspaceId })
    submitted.push(submitId)
  }
  await gradeAll(stage, caller, learner.now, submitted)
}

/**
 * Grades what waits until these submissions have their grades. One that load stopped waits for a while and is taken
 * again: what follows builds on the grade.
 * @throws Error when one of them cannot be graded
 */
async function gradeAll(
  stage: Stage,
  caller: Caller,
  submittedAt: Date,
  submissionIds: readonly Id<'submission'>[],
): Promise<void> {
  const at = new Date(submittedAt.getTime() + 120_000)
  for (;;) {
    const states = await Promise.all(
      submissionIds.map((submissionId) => caller.assessment.submissionState({ submissionId })),
    )
    if (states.some(({ state }) => state === 'ungradable')) throw new Error('A submission could not be graded')
    if (states.every(({ state }) => state === 'graded')) return
    const job = await leaseGradingJob(stage.system(at), RUNNER_ID)
    if (job) await gradeJob(stage.engine, job, RUNNER_ID, () => stage.system(at), new AbortController().signal)
    else await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** The reference solution of a lab, as the repository has it; what is installed holds none. */
function solutionOf(code: string): Map<string, string> {
  const names = readdirSync('content/courses', { recursive: true, encoding: 'utf8' })
  const listing = names.find(
    (name) =>
      name.endsWith('lab.yaml') && readFileSync(join('content/courses', name), 'utf8').includes(`code: ${code}\n`),
  )
  const folder = join('content/courses', dirname(listing!), 'solution')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [relative(folder, path), readFileSync(path, 'utf8')]
    }),
  )
}

async function saveSolution(caller: Caller, code: string, workspaceId: string): Promise<void> {
  for (const [path, content] of solutionOf(code)) {
    const known = await caller.labs.file({ workspaceId, path }).catch(() => null)
    await caller.labs.save({ saveId: newId(), workspaceId, path, content, baseRevision: known?.revision ?? 0 })
  }
}

/** Signs that a learner showed everything unaided. */
export async function observe(assessor: Context, enrolmentId: string, name: string): Promise<void> {
  const caller = createCaller(assessor)
  const form = await caller.assessment.observationForm({ enrolmentId, roleCode: ROLE })
  await caller.assessment.signObservation({
    ...{ observationId: derivedId('evaluation', 'observation', enrolmentId), enrolmentId, roleCode: ROLE },
    ...{ observedOn: form.today, place: 'in_room', note: '', name, corrects: null },
    marks: form.criteria.map(({ id }) => ({ criterion: id, mark: 'unaided' })),
  })
}
