import { z } from 'zod'

export const ListNoticesInput = z.object({ page: z.int().min(0).max(1_000).default(0) })
export const NoticeInput = z.object({ noticeId: z.uuid() })
export const ReadAllInput = z.object({ until: z.coerce.date() })
