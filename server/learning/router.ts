import { z } from 'zod'
import { FindInput } from '../platform/find-words.ts'
import { procedure, router } from '../platform/trpc.ts'
import { findContent } from './find-content.ts'
import { readInstructorLabs } from './instructor-labs.ts'
import { completeLesson, readLesson } from './lessons.ts'
import { readPath } from './read-path.ts'

const ActivityInput = z.object({ activityId: z.uuid() })

export const learningRouter = router({
  path: procedure.query(({ ctx }) => readPath(ctx)),
  instructorLabs: procedure.query(({ ctx }) => readInstructorLabs(ctx)),
  find: procedure.input(FindInput).query(({ ctx, input }) => findContent(ctx, input)),
  lesson: procedure.input(ActivityInput).query(({ ctx, input }) => readLesson(ctx, input)),
  completeLesson: procedure.input(ActivityInput).mutation(({ ctx, input }) => completeLesson(ctx, input)),
})
