import { type Activity, activitiesOf, type ContentBundle, codeOf } from './bundle.ts'
import { checkExam } from './check-exam.ts'
import { checkLab } from './check-lab.ts'
import { checkLesson, linkTargetsOf } from './check-lesson.ts'
import { type ContentProblem, problemAt, type Source } from './problem.ts'
import type { CompetencyRef, Role } from './schemas.ts'
import { findTermFaults } from './terms.ts'

interface Entity {
  source: Source
}

/** Everything wrong with a bundle: what could not be read, then what does not fit together. Empty when it may be published. */
export function checkContent(bundle: ContentBundle): ContentProblem[] {
  const targets = linkTargetsOf(bundle)
  return [
    ...bundle.problems,
    ...checkIds(bundle),
    ...checkCompetencies(bundle),
    ...checkReferences(bundle),
    ...checkRoles(bundle),
    ...checkCourses(bundle),
    ...activitiesOf(bundle).flatMap((activity) => {
      if (activity.kind === 'lesson') return checkLesson(activity, targets)
      if (activity.kind === 'exam') return checkExam(activity, bundle)
      return activity.kind === 'lab' ? checkLab(activity, targets) : []
    }),
    ...entitiesOf(bundle).flatMap(checkTerms),
  ]
}

function entitiesOf(bundle: ContentBundle): Entity[] {
  const { frameworks, roles, achievements, programmes, courses } = bundle
  const modules = courses.flatMap((course) => course.modules)
  return [...frameworks, ...roles, ...achievements, ...programmes, ...courses, ...modules, ...activitiesOf(bundle)]
}

function checkIds(bundle: ContentBundle): ContentProblem[] {
  const uses: [id: string, source: Source, path: PropertyKey[]][] = [
    ...bundle.frameworks.flatMap(({ id, areas, source }) => [
      [id, source, ['id']] as [string, Source, PropertyKey[]],
      ...areas.flatMap((area, at): [string, Source, PropertyKey[]][] => [
        [area.id, source, ['areas', at, 'id']],
        ...area.levels.map((level, index): [string, Source, PropertyKey[]] => [
          level.id,
          source,
          ['areas', at, 'levels', index, 'id'],
        ]),
      ]),
    ]),
    ...[...bundle.roles, ...bundle.achievements, ...bundle.programmes, ...bundle.courses].map(
      ({ id, source }): [string, Source, PropertyKey[]] => [id, source, ['id']],
    ),
    ...bundle.courses.flatMap(({ modules }) =>
      modules.map(({ id, source }): [string, Source, PropertyKey[]] => [id, source, ['id']]),
    ),
    ...activitiesOf(bundle).flatMap((activity) => [
      [activity.activityId, activity.source, ['id']] as [string, Source, PropertyKey[]],
      ...(activity.kind === 'quiz' || activity.kind === 'exam'
        ? activity.definition.questions.map(({ id, source }): [string, Source, PropertyKey[]] => [id, source, ['id']])
        : []),
    ]),
  ]
  const first = new Map<string, Source>()
  return uses.flatMap(([id, source, path]) => {
    const earlier = first.get(id)
    if (!earlier) {
      first.set(id, source)
      return []
    }
    return [problemAt(source, path, 'an id that nothing else has', `${id}, as in ${earlier.file}`)]
  })
}

function checkCompetencies(bundle: ContentBundle): ContentProblem[] {
  const known = new Set(
    bundle.frameworks.flatMap(({ areas }) =>
      areas.flatMap(({ code, levels }) => levels.map(({ level }) => `${code}${level}`)),
    ),
  )
  const check = (refs: CompetencyRef[], source: Source, field: string) => checkRefs(refs, known, source, field)
  return [
    ...bundle.roles.flatMap(({ requires, source }) => check(requires, source, 'requires')),
    ...bundle.achievements.flatMap(({ competencies, source }) => check(competencies, source, 'competencies')),
    ...bundle.courses.flatMap(({ competencies, source }) => check(competencies, source, 'competencies')),
    ...activitiesOf(bundle).flatMap((activity) => [
      ...check(activity.competencies, activity.source, 'competencies'),
      ...(activity.kind === 'quiz' || activity.kind === 'exam'
        ? activity.definition.questions.flatMap(({ competency, source }) => check([competency], source, 'competency'))
        : []),
    ]),
  ]
}

export function checkRefs(
  refs: CompetencyRef[],
  known: ReadonlySet<string>,
  source: Source,
  field: string,
): ContentProblem[] {
  return refs.flatMap(({ area, level }, index) =>
    known.has(`${area}${level}`)
      ? []
      : [problemAt(source, [field, index], 'a competency of a framework', `${area}${level}`)],
  )
}

function checkReferences(bundle: ContentBundle): ContentProblem[] {
  const unknown = (
    names: string[],
    known: { has(name: string): boolean },
    source: Source,
    field: string,
    what: string,
  ) => names.flatMap((name, index) => (known.has(name) ? [] : [problemAt(source, [field, index], what, `"${name}"`)]))
  const courses = new Set(bundle.courses.map(({ slug }) => slug))
  const roles = new Set(bundle.roles.map(({ code }) => code))
  const achievements = new Set(bundle.achievements.map(({ code }) => code))
  const modes = new Map(activitiesOf(bundle).map((activity) => [codeOf(activity), modesOf(activity)]))
  return [
    ...bundle.programmes.flatMap(({ source, ...programme }) => [
      ...unknown(programme.courses, courses, source, 'courses', 'the folder of a course'),
      ...unknown(
        programme.required ?? [],
        modulesOf(bundle, programme.courses),
        source,
        'required',
        'a module of one of its courses',
      ),
      ...unknown(programme.roles, roles, source, 'roles', 'the code of a role'),
      ...unknown(programme.achievements, achievements, source, 'achievements', 'the code of an achievement'),
    ]),
    ...bundle.achievements.flatMap(({ requires, source }) =>
      requires.flatMap(({ activity, mode }, index) =>
        modes.get(activity)?.includes(mode)
          ? []
          : [problemAt(source, ['requires', index], `a lab or an exam that is offered in ${mode} mode`, activity)],
      ),
    ),
  ]
}

const modulesOf = (bundle: ContentBundle, courses: readonly string[]): Set<string> =>
  new Set(
    bundle.courses
      .filter(({ slug }) => courses.includes(slug))
      .flatMap(({ slug, modules }) => modules.map((module) => `${slug}/${module.slug}`)),
  )

function checkRoles(bundle: ContentBundle): ContentProblem[] {
  return bundle.roles
    .filter(({ status }) => status === 'open')
    .flatMap(({ requires, evidence, source }) => {
      const codes = new Set<string | null>(evidence.flatMap(({ activities }) => activities))
      const named = activitiesOf(bundle).filter((activity) => codes.has(codeOf(activity)))
      const proven = named.flatMap(({ competencies }) => competencies)
      return [
        ...checkEvidence(evidence, named, source),
        ...requires.flatMap((required, index) =>
          covers(proven, required)
            ? []
            : [
                problemAt(
                  source,
                  ['requires', index],
                  'evidence listed for it',
                  `none for ${required.area}${required.level}`,
                ),
              ],
        ),
      ]
    })
}

/** Whether what a role lists as evidence can be had as it asks for it. */
function checkEvidence(evidence: Role['evidence'], named: readonly Activity[], source: Source): ContentProblem[] {
  return evidence.flatMap(({ activities, mode, reviewedByPerson }, index) => {
    const listed = named.filter((activity) => activities.includes(codeOf(activity)!))
    const check = (isSound: (activity: Activity) => boolean, expected: string) => {
      const codes = listed.filter((activity) => !isSound(activity)).map(codeOf)
      return codes.length > 0 ? [problemAt(source, ['evidence', index], expected, codes.join(', '))] : []
    }
    return [
      ...check((activity) => modesOf(activity).includes(mode), `activities that are offered in ${mode} mode`),
      ...(reviewedByPerson
        ? check(
            (activity) => activity.kind === 'lab' && 'review' in activity.definition,
            'labs that a person marks, with "review"',
          )
        : []),
    ]
  })
}

const modesOf = (activity: Activity): readonly string[] =>
  activity.kind === 'lab' ? activity.definition.modes : ['proctored']

function checkCourses(bundle: ContentBundle): ContentProblem[] {
  return bundle.courses.flatMap(({ competencies, modules, source }) => {
    const proven = modules.flatMap(({ activities }) =>
      activities.filter(({ kind }) => kind === 'lab').flatMap((activity) => activity.competencies),
    )
    return competencies.flatMap((claimed, index) =>
      covers(proven, claimed)
        ? []
        : [
            problemAt(
              source,
              ['competencies', index],
              'a lab that evidences it',
              `none for ${claimed.area}${claimed.level}`,
            ),
          ],
    )
  })
}

const covers = (proven: CompetencyRef[], { area, level }: CompetencyRef): boolean =>
  proven.some((one) => one.area === area && one.level >= level)

export function checkTerms({ source, ...entity }: Entity): ContentProblem[] {
  return japaneseIn(entity, []).flatMap(([text, path]) =>
    findTermFaults(text).map(({ variant, agreed }) =>
      problemAt(source, path, `the agreed term "${agreed}"`, `"${variant}"`),
    ),
  )
}

function japaneseIn(value: unknown, path: PropertyKey[]): [text: string, path: PropertyKey[]][] {
  if (value === null || typeof value !== 'object' || value instanceof Map) return []
  return Object.entries(value).flatMap(([key, inner]): [string, PropertyKey[]][] => {
    const at = [...path, Array.isArray(value) ? Number(key) : key]
    return key === 'ja' && typeof inner === 'string' ? [[inner, at]] : japaneseIn(inner, at)
  })
}
