import { describe, expect, it } from 'vitest'
import { cohortItems, contentItems } from './found-items.ts'

const kinds = {
  ...{ course: 'Course', module: 'Module', lesson: 'Lesson', quiz: 'Questions', lab: 'Lab', exam: 'Assessment' },
  ...{ cohort: 'Cohort', person: 'Person' },
}
const course = { code: 'S1', slug: 's1' }

describe('contentItems', () => {
  const module = {
    ...{ kind: 'module' as const, id: 'm', code: null, slug: 'residency', course },
    title: { en: 'Residency', ja: 'レジデンシー' },
  }

  it('leads to the place of a module on the page of its course', () => {
    expect(contentItems([module], 'resid', 'en', kinds)).toEqual([
      { href: '/learn/courses/s1#residency', text: 'Residency', group: 'Module · S1' },
    ])
  })

  it.each([
    ['en', 'ﾚｼﾞ', 'Residency', 'レジデンシー'],
    ['ja', 'resid', 'レジデンシー', 'Residency'],
    ['ja', 'レジ', 'レジデンシー', undefined],
  ] as const)('in %s, says by which title %s was found', (locale, typed, text, also) => {
    expect(contentItems([module], typed, locale, kinds)[0]).toMatchObject(also ? { text, also } : { text })
  })
})

describe('cohortItems', () => {
  const cohortNames = { en: 'Evening', ja: '夜間' }
  const found = {
    cohorts: [{ id: 'c', names: cohortNames }],
    people: [{ enrolmentId: 'e', cohortId: 'c', name: 'Mio', cohortNames }],
  }
  it.each([
    ['manage', ['/manage/cohorts/c#person-e', '/manage/cohorts/c']],
    ['teach', ['/teach#person-e', '/teach#cohort-c']],
  ] as const)('leads who may %s to their own pages', (area, hrefs) => {
    expect(cohortItems(found, 'e', 'en', kinds, area).map(({ href }) => href)).toEqual(hrefs)
  })
})
