import { z } from 'zod'
import { procedure, router } from '../platform/trpc.ts'
import { completeLesson, readLesson } from './lessons.ts'
import { readPath } from './read-path.ts'

const ActivityInput = z.object({ activityId: z.uuid() })

export const learningRouter = router({
  path: procedure.query(({ ctx }) => readPath(ctx)),
  lesson: procedure.input(ActivityInput).query(({ ctx, input }) => readLesson(ctx, input)),
  completeLesson: procedure.input(ActivityInput).mutation(({ ctx, input }) => completeLesson(ctx, input)),
})
