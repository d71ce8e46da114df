type Names = { en: string; ja: string }

export interface FoundContent {
  kind: 'course' | 'module' | 'lesson' | 'quiz' | 'lab' | 'exam'
  id: string
  code: string | null
  title: Names
  course: { code: string; slug: string }
  slug: string | null
}

export interface FoundCohorts {
  cohorts: readonly { id: string; names: Names }[]
  people: readonly { enrolmentId: string; cohortId: string; name: string; cohortNames: Names }[]
}

export interface PaletteItem {
  href: string
  text: string
  /** The title in the other language, where only that holds what was typed. */
  also?: string
  group: string
}

export type Kind = FoundContent['kind'] | 'cohort' | 'person'
export type Locale = 'en' | 'ja'

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

/** A title as it is shown; beside it the other language's when what was typed stands only there. */
function titled(names: Names, code: string | null, typed: string, locale: Locale): Pick<PaletteItem, 'text' | 'also'> {
  const other = names[locale === 'ja' ? 'en' : 'ja']
  const text = [code, names[locale]].filter(Boolean).join(' ')
  const words = fold(typed).split(/\s+/).filter(Boolean)
  const isHere = words.every((word) => fold(text).includes(word))
  return isHere || other === names[locale] ? { text } : { text, also: other }
}

function hrefOf({ kind, id, slug, course }: FoundContent): string {
  if (kind === 'lesson') return `/learn/lessons/${id}`
  if (kind === 'quiz') return `/learn/quizzes/${id}`
  if (kind === 'lab' || kind === 'exam') return `/learn/labs#${id}`
  return `/learn/courses/${course.slug}${slug ? `#${slug}` : ''}`
}

export function contentItems(
  found: readonly FoundContent[],
  typed: string,
  locale: Locale,
  kinds: Record<Kind, string>,
): PaletteItem[] {
  return found.map((entry) => ({
    href: hrefOf(entry),
    ...titled(entry.title, entry.code, typed, locale),
    group: entry.kind === 'course' ? kinds.course : `${kinds[entry.kind]} · ${entry.course.code}`,
  }))
}

/** Where a cohort and its people are looked at: by who runs it, or by who teaches it. */
export function cohortItems(
  { cohorts, people }: FoundCohorts,
  typed: string,
  locale: Locale,
  kinds: Record<Kind, string>,
  area: 'manage' | 'teach',
): PaletteItem[] {
  const page = (cohortId: string) => (area === 'manage' ? `/manage/cohorts/${cohortId}` : '/teach')
  return [
    ...people.map(({ enrolmentId, cohortId, name, cohortNames }) => ({
      href: `${page(cohortId)}#person-${enrolmentId}`,
      text: name,
      group: `${kinds.person} · ${cohortNames[locale]}`,
    })),
    ...cohorts.map(({ id, names }) => ({
      href: area === 'manage' ? page(id) : `/teach#cohort-${id}`,
      ...titled(names, null, typed, locale),
      group: kinds.cohort,
    })),
  ]
}
