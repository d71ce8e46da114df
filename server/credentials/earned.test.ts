import { expect, test } from 'vitest'
import type { EvidenceFact } from '../assessment/index.ts'
import type { Id } from '../platform/ids.ts'
import { shownFor } from './earned.ts'

const id = (name: string) => name as Id<'submission'>
const at = new Date('2027-01-01')
const fact = (activity: string, mode: 'practice' | 'proctored', isIdentified = mode === 'proctored'): EvidenceFact => ({
  ...{ id: activity, submissionId: id(`${activity}-${mode}`), area: 'AG', level: 1, activity, mode, isIdentified },
  ...{ validFrom: at, expiresAt: at },
})
const course = {
  requires: [
    { activity: 'L01', mode: 'practice' as const },
    { activity: 'E01', mode: 'proctored' as const },
  ],
}
const exam = { submissionId: id('exam'), activity: 'E01', mode: 'proctored' as const }
const lab = { submissionId: id('lab'), activity: 'L01', mode: 'practice' as const }

test('everything shown: whichever comes last earns it', () => {
  expect(shownFor(course, exam, [fact('L01', 'practice')])).toEqual(['L01-practice', 'exam'])
  expect(shownFor(course, lab, [fact('E01', 'proctored')])).toEqual(['lab', 'E01-proctored'])
})

test('a proctored pass shows what practice would', () => {
  expect(shownFor(course, exam, [fact('L01', 'proctored')])).toEqual(['L01-proctored', 'exam'])
  expect(shownFor(course, { ...lab, mode: 'proctored' }, [fact('E01', 'proctored')])).toEqual(['lab', 'E01-proctored'])
})

test.each([
  ['one requirement is missing', exam, [fact('L02', 'practice')]],
  ['what should be proctored was practised', lab, [fact('E01', 'practice')]],
  ['nobody confirmed who sat there', lab, [fact('E01', 'proctored', false)]],
  ['it is about something else', { ...lab, activity: 'L20' }, [fact('L01', 'practice'), fact('E01', 'proctored')]],
])('not where %s', (_, mine, facts) => {
  expect(shownFor(course, mine, facts)).toBeNull()
})
