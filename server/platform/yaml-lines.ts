import { type Document, isNode, LineCounter, parseDocument } from 'yaml'

export interface YamlText {
  document: Document.Parsed
  lineAt: (offset: number) => number
  /** Of the deepest part of a path that stands in the text: what is missing is missing from there. */
  lineOf: (path: readonly PropertyKey[]) => number
}

/** Parses YAML 1.2 so that problems can name lines; `firstLine` is where the text begins in its file. */
export function readYamlLines(text: string, firstLine = 1): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true })
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return firstLine
  }
  return { document, lineAt, lineOf }
}
