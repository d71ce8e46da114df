import { CREDENTIALS_V2, OPEN_BADGES_V3 } from './document-loader.ts'
import { isoSeconds } from './status-list.ts'

interface LocalText {
  en: string
  ja: string
}

export interface AchievementCredentialSpec {
  id: string
  issuer: { id: string; name: string; url: string }
  achievement: { id: string; name: LocalText; description: LocalText; criteria: LocalText }
  learnerName: string
  /** `genre`: how it was shown. */
  evidence: { id: string; name: LocalText; narrative: LocalText; genre?: string }[]
  status: { list: string; index: number }
  issuedAt: Date
  expiresAt: Date
  /** Marks what an evaluation instance issues: identity was not verified. */
  isEvaluation: boolean
}

const EVALUATION_NOTE = { en: 'Evaluation, identity not verified.', ja: '評価用。本人確認は行われていません。' }

const line = (text: LocalText) => `${text.en} / ${text.ja}`
const narrative = (text: LocalText) => `${text.en}\n\n${text.ja}`

/** An unsigned Open Badges 3.0 credential. The learner is named, with no address or other identifier. @see 1EdTech OB 3.0 §B.1 */
export function achievementCredential(spec: AchievementCredentialSpec): object {
  const { id, issuer, achievement, learnerName, evidence, status, issuedAt, expiresAt, isEvaluation } = spec
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_V3],
    id,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: issuer.id, type: ['Profile'], name: issuer.name, url: issuer.url },
    validFrom: isoSeconds(issuedAt),
    validUntil: isoSeconds(expiresAt),
    name: line(achievement.name),
    ...(isEvaluation ? { description: narrative(EVALUATION_NOTE) } : {}),
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', identityHash: learnerName, identityType: 'name', hashed: false }],
      achievement: {
        id: achievement.id,
        type: ['Achievement'],
        name: line(achievement.name),
        description: narrative(achievement.description),
        criteria: { narrative: narrative(achievement.criteria) },
      },
    },
    evidence: evidence.map((item) => ({
      ...item,
      name: line(item.name),
      narrative: narrative(item.narrative),
      type: ['Evidence'],
    })),
    credentialStatus: {
      id: `${status.list}#${status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(status.index),
      statusListCredential: status.list,
    },
  }
}
