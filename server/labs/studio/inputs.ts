import { z } from 'zod'

/** Sizes of what a draft may hold. What the site itself reads (YAML, Markdown) is smaller than what only sandboxes see. */
export const DRAFT_LIMITS = { files: 100, fileBytes: 256_000, readBytes: 32_000, totalBytes: 2_000_000 } as const

const slug = z
  .string()
  .trim()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const CreateDraftInput = z.object({
  draftId: z.uuid(),
  organisationId: z.uuid(),
  slug,
  title: z.object({ en: z.string().trim().min(1).max(120), ja: z.string().trim().min(1).max(120) }),
})
export const DraftInput = z.object({ draftId: z.uuid() })
export const DraftFileInput = DraftInput.extend({ path: z.string().min(1).max(1_000) })
/** Paths and sizes are judged by the use case, which says what is wrong with them. */
export const SaveDraftFileInput = DraftFileInput.extend({
  saveId: z.uuid(),
  /** null deletes the file. */
  content: z.string().nullable(),
  /** Revision of the file the edit started from; 0 for a new file. */
  baseRevision: z.int().min(0),
})
export const StartJobInput = DraftInput.extend({ jobId: z.uuid(), kind: z.enum(['starter', 'solution', 'prove']) })
export const JobInput = z.object({ jobId: z.uuid() })
export const PublishDraftInput = DraftInput.extend({
  /** Of the files that were looked at when Publish was pressed. */
  manifestDigest: z.string().regex(/^[0-9a-f]{64}$/),
})
export const DraftVersionInput = DraftInput.extend({ number: z.int().min(1) })
