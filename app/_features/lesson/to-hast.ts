import type { Root as HastRoot } from 'hast'
import type { List, ListItem, Root, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective)

/** Elements that only our transform makes; the page gives each a component. */
export const ELEMENTS = [
  't-note',
  't-figure',
  't-diagram',
  't-example',
  't-selfcheck',
  't-option',
  't-feedback',
  't-simulated',
  't-ref',
] as const

const schema: typeof defaultSchema = {
  ...defaultSchema,
  clobberPrefix: '',
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter((name) => !['img', 'input', 'picture', 'source'].includes(name)),
    ...ELEMENTS,
  ],
  attributes: {
    ...defaultSchema.attributes,
    't-note': ['number'],
    't-ref': ['number'],
    't-figure': ['anchor', 'title'],
    't-diagram': ['source'],
    't-example': ['title'],
    't-selfcheck': ['anchor'],
    't-option': ['anchor', 'number', 'isRight'],
  },
  protocols: { ...defaultSchema.protocols, href: ['https', 'lesson', 'quiz', 'lab'] },
}

const toTree = unified().use(remarkRehype).use(rehypeSanitize, schema)

/** Only letters, digits and hyphens, behind a prefix: an authored id can never name something of the page. */
export function anchorOf(id: string | null | undefined): string {
  return `t-${(id ?? '').replace(/[^\w-]/g, '')}`
}

function named<T extends RootContent>(
  node: T,
  hName: string,
  hProperties: Record<string, string | number | boolean> = {},
): T {
  return { ...node, data: { ...node.data, hName, hProperties } }
}

function block(
  hName: string,
  children: RootContent[],
  hProperties: Record<string, string | number | boolean> = {},
): RootContent {
  return named({ type: 'blockquote', children } as RootContent, hName, hProperties)
}

function option(item: ListItem, anchor: string, number: number): RootContent {
  const [label, ...feedback] = item.children
  const words = label?.type === 'paragraph' ? label.children : []
  const isRight = item.checked === true
  return block('t-option', [{ type: 'paragraph', children: words }, block('t-feedback', feedback)], {
    anchor,
    number,
    isRight,
  })
}

function selfCheck(node: ContainerDirective): RootContent {
  const anchor = anchorOf(node.attributes?.id)
  const list = node.children.find((child): child is List => child.type === 'list')
  const question = node.children.filter((child) => child !== list)
  const options = list?.children.map((item, index) => option(item, anchor, index)) ?? []
  return block('t-selfcheck', [...(question as RootContent[]), ...options], { anchor })
}

function figure(node: ContainerDirective): RootContent {
  const children = node.children.map((child): RootContent => {
    if (child.type !== 'code' || child.lang !== 'diagram') return child
    return block('t-diagram', [], { source: child.value })
  })
  return block('t-figure', children, { anchor: anchorOf(node.attributes?.id), title: node.attributes?.title ?? '' })
}

interface Notes {
  count: number
}

/** A note belongs to the paragraph above it: the paragraph ends with the note's number. */
function addReference(above: RootContent | undefined, number: number): void {
  if (above?.type !== 'paragraph') return
  const mark = named({ type: 'emphasis', children: [] }, 't-ref', { number })
  above.children.push(mark)
}

function directive(node: ContainerDirective, above: RootContent | undefined, notes: Notes): RootContent {
  const children = () => transform(node.children, notes)
  switch (node.name) {
    case 'note': {
      notes.count += 1
      addReference(above, notes.count)
      return block('t-note', children(), { number: notes.count })
    }
    case 'figure':
      return figure(node)
    case 'selfcheck':
      return selfCheck(node)
    case 'example':
      return block('t-example', children(), { title: node.attributes?.title ?? '' })
    case 'simulated':
      return block('t-simulated', children())
    default:
      return block('div', children())
  }
}

function transform(nodes: readonly RootContent[], notes: Notes): RootContent[] {
  const done: RootContent[] = []
  for (const node of nodes) {
    if (node.type === 'containerDirective') done.push(directive(node, done.at(-1), notes))
    else if (node.type === 'leafDirective') done.push({ type: 'paragraph', children: node.children })
    else done.push(node)
  }
  return done
}

export interface LabGuide {
  intro: HastRoot
  steps: { id: string; body: HastRoot; hints: HastRoot[] }[]
  background: HastRoot
}

function hastOf(nodes: readonly RootContent[]): HastRoot {
  const root: Root = { type: 'root', children: transform(nodes, { count: 0 }) }
  return toTree.runSync(root)
}

/** Markdown of a lesson as a safe tree: no HTML of the author, no image, no address but https and our own. */
export function lessonToHast(markdown: string): HastRoot {
  return hastOf(parser.parse(markdown).children)
}

/** A lab's README in its parts: what stands before the steps, each step with its hints, and what stands after. */
export function labToHast(markdown: string): LabGuide {
  const nodes = parser.parse(markdown).children
  const isStep = (node: RootContent) => node.type === 'containerDirective' && node.name === 'step'
  const first = nodes.findIndex(isStep)
  const last = nodes.findLastIndex(isStep)
  const steps = nodes.filter(isStep) as ContainerDirective[]
  const isHint = (node: RootContent): node is ContainerDirective =>
    node.type === 'containerDirective' && node.name === 'hint'
  return {
    intro: hastOf(first < 0 ? nodes : nodes.slice(0, first)),
    steps: steps.map((step) => ({
      id: step.attributes?.id ?? '',
      body: hastOf((step.children as RootContent[]).filter((child) => !isHint(child))),
      hints: (step.children as RootContent[]).filter(isHint).map((hint) => hastOf(hint.children as RootContent[])),
    })),
    background: hastOf(last < 0 ? [] : nodes.slice(last + 1)),
  }
}
