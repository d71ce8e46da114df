import type { Nodes as HastNodes, Root as HastRoot } from 'hast'
import type { Nodes, Root } from 'mdast'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

/** Words, emphasis, lists, code, tables and links to https: what a person writes to a person, and nothing that names or loads. */
const schema: typeof defaultSchema = {
  ...{ clobber: [], clobberPrefix: '', strip: ['script', 'style'] },
  tagNames: [
    ...['p', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'br', 'hr'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: { a: ['href'], code: [['className', /^language-[\w-]+$/]], ol: ['start'] },
  protocols: { href: ['https'] },
}

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })
const toTree = unified().use(remarkRehype).use(rehypeSanitize, schema)

/** A heading would stand among the page's own; a footnote would carry an id. Both are told as plain words. */
function plain(node: Nodes): void {
  if (!('children' in node)) return
  node.children = (node.children as Nodes[])
    .filter(({ type }) => type !== 'footnoteDefinition' && type !== 'footnoteReference')
    .map((child) =>
      child.type === 'heading'
        ? { type: 'paragraph', children: [{ type: 'strong', children: child.children }] }
        : child,
    ) as typeof node.children
  for (const child of node.children) plain(child)
}

/** An address without a scheme would be one of this site, or of another behind two slashes; its words stay, as words. */
function onlyWholeAddresses(node: HastNodes): void {
  if (node.type === 'element' && node.tagName === 'a') {
    const { href } = node.properties
    const isWhole = typeof href === 'string' && /^https:\/\//i.test(href)
    if (!isWhole) Object.assign(node, { tagName: 'span', properties: {} })
  }
  if ('children' in node) for (const child of node.children) onlyWholeAddresses(child)
}

/** Markdown of a comment as a safe tree: no HTML of its author, no image, no address but https. */
export function commentToHast(markdown: string): HastRoot {
  const root: Root = parser.parse(markdown)
  plain(root)
  const tree = toTree.runSync(root)
  onlyWholeAddresses(tree)
  return tree
}
