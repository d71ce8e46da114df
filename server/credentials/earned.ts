import {
  type EvidenceFact,
  listEvidenceFacts,
  listHeld,
  listJobs,
  selectSubmissionSubject,
} from '../assessment/index.ts'
import type { Achievement } from '../catalog/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

const BY_PERSON = new Set(['person_online', 'person_in_room'])

/** A passed submission that may count toward an achievement. */
export interface Passed {
  submissionId: Id<'submission'>
  learnerId: Id<'person'>
  learnerName: string
  activity: string | null
  mode: 'practice' | 'proctored'
}

/**
 * A submission as far as it may lead to a credential; null where it may not: not passed, proctored without a person who
 * confirmed who sat there, or practice whose grade waits, since a credential would tell it.
 */
export async function optionalPassed(ctx: Context, submissionId: Id<'submission'>): Promise<Passed | null> {
  const { attempt, activity, learnerName } = await selectSubmissionSubject(ctx, submissionId)
  if (attempt.mode === 'proctored' && !BY_PERSON.has(attempt.assurance)) return null
  if (!(await gradeOf(ctx, submissionId))) return null
  if ((await listHeld(ctx, [submissionId])).has(submissionId)) return null
  return { submissionId, learnerId: attempt.learnerId, learnerName, activity: activity.code, mode: attempt.mode }
}

const gradeOf = async (ctx: Context, id: Id<'submission'>) =>
  (await listJobs(ctx, [id])).findLast((job) => job.purpose !== 'replay' && job.isPassed) ?? null

/** What a learner has shown that still holds and that they may know of. */
export async function currentEvidence(ctx: Context, learnerId: Id<'person'>): Promise<EvidenceFact[]> {
  return (await listEvidenceFacts(ctx, learnerId, 'told')).filter(({ expiresAt }) => expiresAt > ctx.now)
}

type Need = Achievement['requires'][number]

function factFor({ activity, mode }: Need, facts: readonly EvidenceFact[]): EvidenceFact | null {
  const isIt = (one: EvidenceFact) =>
    one.activity === activity &&
    (mode === 'practice' || one.mode === mode) &&
    (one.mode === 'practice' || one.isIdentified)
  return facts.findLast(isIt) ?? null
}

/** Whether a requirement is shown by what somebody has. */
export const isShown = (need: Need, facts: readonly EvidenceFact[]): boolean => factFor(need, facts) !== null

/**
 * For each requirement the submission that shows it, `mine` where it does; null while one is not shown, or `mine` is not
 * part of it.
 */
export function shownFor(
  { requires }: Pick<Achievement, 'requires'>,
  mine: Pick<Passed, 'submissionId' | 'activity' | 'mode'>,
  facts: readonly EvidenceFact[],
): Id<'submission'>[] | null {
  const shown = requires.map((need) => {
    const isMine = mine.activity === need.activity && (need.mode === 'practice' || mine.mode === need.mode)
    return isMine ? mine.submissionId : (factFor(need, facts)?.submissionId ?? null)
  })
  if (!shown.includes(mine.submissionId)) return null
  return shown.some((id) => id === null) ? null : shown.flatMap((id) => id ?? [])
}

const HOW = {
  person_in_room: {
    en: 'Proctored on an unseen seed, identity checked in the room',
    ja: '未見のシードで監督付き、本人は室内で確認',
  },
  person_online: {
    en: 'Proctored on an unseen seed, identity checked online',
    ja: '未見のシードで監督付き、本人はオンラインで確認',
  },
  practice: {
    en: 'Practised on a seed of its own, identity not checked',
    ja: '本人用のシードで練習、本人確認なし',
  },
} as const

/** A submission as a credential names it among its evidence. */
export async function evidenceItem(ctx: Context, id: Id<'submission'>) {
  const { attempt, activity } = await selectSubmissionSubject(ctx, id)
  const { score, resultDigest, graderDigest, imageDigest } = (await gradeOf(ctx, id))!
  const place = attempt.assurance === 'person_in_room' ? 'person_in_room' : 'person_online'
  const how = HOW[attempt.mode === 'practice' ? 'practice' : place]
  const image = imageDigest ? { en: `, image ${imageDigest}`, ja: `、イメージ ${imageDigest}` } : { en: '', ja: '' }
  return {
    id: `urn:uuid:${id}`,
    name: { en: `${activity.code} ${activity.titles.en}`, ja: `${activity.code} ${activity.titles.ja}` },
    genre: attempt.mode,
    narrative: {
      en: `${how.en}; ${score} of 100. Result ${resultDigest}, grader ${graderDigest}${image.en}.`,
      ja: `${how.ja}。100点中${score}点。結果 ${resultDigest}、採点器 ${graderDigest}${image.ja}。`,
    },
  }
}
