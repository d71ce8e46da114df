import { describe, expect, test } from 'vitest'
import { startOf } from './problem.ts'
import { expandQuestion } from './questions.ts'
import type { QuestionTemplate } from './schemas.ts'

const both = (text: string) => ({ en: text, ja: `${text}。` })
const option = (id: string, correct: boolean | string, text = id) => ({
  id,
  text: both(text),
  correct,
  feedback: both('why'),
})

const template: QuestionTemplate = {
  id: '0199b6a0-0000-7000-8000-000000000001',
  kind: 'single',
  competency: { area: 'DG', level: 1 },
  prompt: both('Is {{city}} at home?'),
  parameters: {
    rows: [
      { city: { en: 'Osaka', ja: '大阪' }, home: true, away: false },
      { city: { en: 'Kyoto', ja: '京都' }, home: true, away: false },
      { city: { en: 'Dublin', ja: 'ダブリン' }, home: false, away: true },
    ],
  },
  options: [option('yes', 'home'), option('no', 'away'), option('perhaps', false)],
}

const expand = (changes: Partial<QuestionTemplate> = {}) =>
  expandQuestion({ ...template, ...changes }, 'home', startOf('q.yaml'))

test('each row becomes a variant in both languages, with its own right answer', () => {
  const { question, problems } = expand()
  expect(problems).toEqual([])
  expect(question.variants.map(({ prompt }) => prompt.ja)).toEqual([
    'Is 大阪 at home?。',
    'Is 京都 at home?。',
    'Is ダブリン at home?。',
  ])
  expect(question.variants.map(({ options }) => options.find(({ correct }) => correct)?.id)).toEqual([
    'yes',
    'yes',
    'no',
  ])
  expect(new Set(question.variants.map(({ variantId }) => variantId)).size).toBe(3)
})

test('a variant keeps its id when others are added', () => {
  const [first] = expand().question.variants
  const rows = 'rows' in template.parameters ? template.parameters.rows : []
  const { question } = expand({ parameters: { rows: [{ city: 'Naha', home: true, away: false }, ...rows] } })
  expect(question.variants[1]?.variantId).toBe(first?.variantId)
})

test('lists become every combination', () => {
  const { question, problems } = expand({
    prompt: both('{{a}} and {{b}}'),
    parameters: { each: { a: [1, 2], b: ['x', 'y', 'z'] } },
    options: [option('yes', true), option('no', false), option('perhaps', false)],
  })
  expect(problems).toEqual([])
  expect(question.variants).toHaveLength(6)
})

test('a number carries the value that is meant', () => {
  const { question, problems } = expand({
    kind: 'number',
    options: [{ id: 'right', text: '42', correct: true, feedback: both('yes') }],
    otherwise: both('count again'),
  })
  expect(problems).toEqual([])
  expect(question.variants[0]?.options[0]?.value).toBe(42)
})

describe('what would mislead a learner is refused', () => {
  test.each<[string, Partial<QuestionTemplate>, string]>([
    [
      'fewer than three variants',
      { parameters: { rows: [{ city: 'A', home: true, away: false }] } },
      'at least 3 variants',
    ],
    ['variants that read the same', { prompt: both('Well?') }, 'variants that differ'],
    [
      'no right answer',
      { options: [option('a', false), option('b', false), option('c', false)] },
      'exactly one correct option',
    ],
    [
      'two right answers',
      { options: [option('a', true), option('b', true), option('c', false)] },
      'exactly one correct option',
    ],
    [
      'none right of several',
      { kind: 'multiple', options: [option('a', false), option('b', false), option('c', false)] },
      'at least one correct option',
    ],
    ['an unknown placeholder', { prompt: both('{{town}}') }, 'a parameter of the table'],
    [
      'a right answer that is no truth value',
      { options: [option('a', 'city'), option('b', true), option('c', false)] },
      'a parameter that is true or false',
    ],
    [
      'options that read the same',
      { options: [option('a', true, 'x'), option('b', false, 'x'), option('c', false)] },
      'options that differ',
    ],
    ['too few options', { options: [option('a', true), option('b', false)] }, 'at least three options'],
    [
      'a number that is none',
      { kind: 'number', options: [option('a', true, 'many')], otherwise: both('no') },
      'a number',
    ],
    ['a number without feedback for others', { kind: 'number', options: [option('a', true, '1')] }, '"otherwise"'],
  ])('%s', (_name, changes, expected) => {
    expect(expand(changes).problems.map((problem) => problem.expected)).toContainEqual(
      expect.stringContaining(expected),
    )
  })
})
