import type { Context } from '../platform/context.ts'
import type { Achievement, Programme, Role } from './content/schemas.ts'
import * as queries from './queries.ts'

/** What anybody may see of the catalogue: programmes with courses and activities, and roles with their state. */
export async function readCatalogue(ctx: Context) {
  const [programmes, courses, roles] = await Promise.all([
    queries.listProgrammes(ctx),
    queries.listCourses(ctx),
    queries.listRoles(ctx),
  ])
  const rows = await queries.listActivities(
    ctx,
    courses.map((course) => course.slug),
  )
  return {
    programmes: programmes.map((row) => {
      const definition = row.definition as Programme
      return {
        id: row.id,
        slug: row.slug,
        title: row.titles,
        summary: definition.summary,
        isEvaluation: definition.evaluation,
        courses: definition.courses,
      }
    }),
    courses: courses.map((course) => ({
      id: course.id,
      slug: course.slug,
      code: course.code,
      title: course.titles,
      summary: course.summaries,
      activities: rows
        .filter((row) => row.course.id === course.id)
        .map(({ activity }) => ({
          id: activity.id,
          kind: activity.kind,
          code: activity.code,
          title: activity.titles,
          minutes: activity.minutes,
        })),
    })),
    roles: roles.map((row) => {
      const { name, mission, requires, evidence } = row.definition as Role
      return { slug: row.slug, status: row.status, name, mission, requires, evidence }
    }),
  }
}

export function achievementOf(row: { definition: unknown }): Achievement {
  return row.definition as Achievement
}

export function programmeOf(row: { definition: unknown }): Programme {
  return row.definition as Programme
}

export function roleOf(row: { definition: unknown }): Role {
  return row.definition as Role
}
