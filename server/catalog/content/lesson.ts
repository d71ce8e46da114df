import type { List, Node, Paragraph, Parent, Root, RootContentMap } from 'mdast'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { type Diagram, diagram } from './diagram.ts'
import type { ContentProblem } from './problem.ts'
import { type LessonHeader, lessonHeader } from './schemas.ts'
import { readYaml } from './yaml-file.ts'

type ContainerDirective = RootContentMap['containerDirective']

/** One language of a lesson: what its header says, and its body as Markdown. */
export interface LessonText extends LessonHeader {
  body: string
}

export interface MarkdownReport {
  problems: ContentProblem[]
  figures: { id: string; title: string; diagram: Diagram }[]
  selfChecks: string[]
  examples: number
  steps: string[]
  hints: number
  links: { url: string; line: number }[]
}

const directives = ['note', 'figure', 'example', 'selfcheck', 'step', 'hint', 'simulated'] as const

export const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkDirective)

/** Splits front matter from body. The body keeps its line numbers: the header's lines are left empty in it. */
export function readLesson(text: string, file: string): { lesson: LessonText } | { problems: ContentProblem[] } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (!match) {
    return {
      problems: [{ file, line: 1, expected: 'front matter between two lines "---"', found: text.split('\n')[0] ?? '' }],
    }
  }
  const header = readYaml(lessonHeader, match[1] ?? '', file, 2)
  if ('problems' in header) return header
  const blank = '\n'.repeat(match[0].split('\n').length - 1)
  return { lesson: { ...header.value, body: blank + text.slice(match[0].length) } }
}

/** Reads a body for what can be wrong with it: directives, diagrams, self-checks, links. */
export function inspectMarkdown(body: string, file: string): MarkdownReport {
  const tree = markdown.parse(body)
  const report: MarkdownReport = {
    problems: [],
    figures: [],
    selfChecks: [],
    examples: 0,
    steps: [],
    hints: 0,
    links: [],
  }
  visit(tree, (node) => inspectNode(node, file, report))
  for (const id of repeated([...report.figures.map(({ id }) => id), ...report.selfChecks, ...report.steps])) {
    report.problems.push({ file, line: 1, expected: 'ids used once in a text', found: `"${id}" twice` })
  }
  return report
}

function inspectNode(node: Node, file: string, report: MarkdownReport): void {
  const refuse = (expected: string, found: string) =>
    report.problems.push({ file, line: lineOf(node), expected, found })
  switch (node.type) {
    case 'html':
      refuse('Markdown without HTML', 'HTML')
      return
    case 'image':
      refuse('a figure as source', 'an image')
      return
    case 'link':
      report.links.push({ url: (node as Node & { url: string }).url, line: lineOf(node) })
      return
    case 'text':
      // Markdown does not see emphasis that ends in a full-width bracket before a letter: "**鍵(HYOK)**と".
      if (/\*\*|\]\(/.test((node as Node & { value: string }).value))
        refuse('emphasis and links that close', plainText(node).slice(0, 40))
      return
    case 'containerDirective':
      inspectDirective(node as ContainerDirective, file, report)
      return
    case 'textDirective':
    case 'leafDirective':
      refuse('a ":" followed by a space', `a directive ":${(node as Node & { name: string }).name}"`)
      return
    case 'paragraph':
      if (plainText(node).includes(':::'))
        refuse('a directive that is closed and on lines of its own', '":::" in a paragraph')
  }
}

function inspectDirective(node: ContainerDirective, file: string, report: MarkdownReport): void {
  const refuse = (expected: string, found: string) =>
    report.problems.push({ file, line: lineOf(node), expected, found })
  const id = node.attributes?.id ?? ''
  switch (node.name) {
    case 'figure':
      report.problems.push(...inspectFigure(node, file, report))
      return
    case 'selfcheck':
      if (id === '') refuse('an id: ":::selfcheck{#id}"', 'none')
      report.selfChecks.push(id)
      report.problems.push(...inspectSelfCheck(node, file))
      return
    case 'example':
      report.examples++
      if (!node.attributes?.title) refuse('a title: ":::example{title="…"}"', 'none')
      return
    case 'step':
      if (id === '') refuse('an id: ":::step{#id}"', 'none')
      report.steps.push(id)
      return
    case 'hint':
      report.hints++
      return
    default:
      if (!(directives as readonly string[]).includes(node.name)) {
        refuse(`one of ${directives.map((name) => `":::${name}"`).join(', ')}`, `":::${node.name}"`)
      }
  }
}

function inspectFigure(node: ContainerDirective, file: string, report: MarkdownReport): ContentProblem[] {
  const at = (expected: string, found: string) => [{ file, line: lineOf(node), expected, found }]
  const id = node.attributes?.id
  const title = node.attributes?.title
  if (!id || !title) return at('an id and a title: ":::figure{#id title="…"}"', 'one of them missing')
  const code = node.children.find((child) => child.type === 'code' && child.lang === 'diagram')
  if (code?.type !== 'code') return at('a code block "diagram"', 'none')
  const read = readYaml(diagram, code.value, file, lineOf(code) + 1)
  if ('problems' in read) return read.problems
  report.figures.push({ id, title, diagram: read.value })
  return []
}

function inspectSelfCheck(node: ContainerDirective, file: string): ContentProblem[] {
  const at = (line: number, expected: string, found: string) => [{ file, line, expected, found }]
  const list = node.children.find((child): child is List => child.type === 'list')
  if (!list) return at(lineOf(node), 'a list of options "- [ ] …"', 'none')
  if (!node.children.some((child) => child.type === 'paragraph'))
    return at(lineOf(node), 'a question above the options', 'none')
  const problems = list.children.flatMap((option) => {
    if (typeof option.checked !== 'boolean')
      return at(lineOf(option), 'an option "- [ ]" or "- [x]"', 'a plain list item')
    return option.children.length < 2 ? at(lineOf(option), 'feedback indented beneath the option', 'none') : []
  })
  const correct = list.children.filter(({ checked }) => checked === true).length
  return correct === 1 ? problems : [...problems, ...at(lineOf(list), 'exactly one option "- [x]"', `${correct}`)]
}

export interface Amount {
  words: number
  characters: number
  codeLines: number
  selfChecks: number
}

/** What there is to read: words (spaced scripts) or characters (Japanese), code lines and self-checks apart. */
export function measure(body: string): Amount {
  const amount: Amount = { words: 0, characters: 0, codeLines: 0, selfChecks: 0 }
  visit(markdown.parse(body), (node) => {
    if (node.type === 'code' && (node as Node & { lang?: string }).lang !== 'diagram')
      amount.codeLines += (node as Node & { value: string }).value.split('\n').length
    if (node.type === 'containerDirective' && (node as ContainerDirective).name === 'selfcheck') amount.selfChecks++
    if (node.type !== 'text' && node.type !== 'inlineCode') return
    const { value } = node as Node & { value: string }
    amount.words += value.split(/\s+/).filter(Boolean).length
    amount.characters += value.replace(/\s/g, '').length
  })
  return amount
}

function visit(node: Node, each: (node: Node) => void): void {
  each(node)
  if ('children' in node) for (const child of (node as Parent).children) visit(child, each)
}

export function plainText(node: Node | Root | Paragraph): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  return 'children' in node ? (node as Parent).children.map(plainText).join('') : ''
}

const lineOf = (node: Node): number => node.position?.start.line ?? 1

const repeated = (ids: string[]): string[] => [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
