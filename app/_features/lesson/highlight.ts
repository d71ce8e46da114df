import 'server-only'
import type { Element, ElementContent, Root } from 'hast'
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'
import { visit } from 'unist-util-visit'

const theme = createCssVariablesTheme({ name: 'paper', variablePrefix: '--tok-' })
const ALIASES: Record<string, string> = {
  ts: 'typescript',
  js: 'javascript',
  sh: 'shellscript',
  bash: 'shellscript',
  yml: 'yaml',
}

let highlighter: Promise<HighlighterCore> | undefined

function loadHighlighter(): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/yaml.mjs'),
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/sql.mjs'),
    ],
    engine: createJavaScriptRegexEngine(),
  })
  return highlighter
}

function languageOf(code: Element): string | null {
  const names = Array.isArray(code.properties.className) ? code.properties.className : []
  const found = names.map(String).find((name) => name.startsWith('language-'))
  const name = found?.slice('language-'.length)
  return name ? (ALIASES[name] ?? name) : null
}

/** `var(--tok-token-string-expression)` → `tok-string`: colours come from a class, so both themes work. */
function classOf(colour: string | undefined): string | null {
  return /--tok-token-(\w+)/.exec(colour ?? '')?.[1] ?? null
}

/** Colours the code blocks of a tree in place. Unknown languages stay plain. */
export async function highlightCode(tree: Root): Promise<void> {
  const { codeToTokensBase, getLoadedLanguages } = await loadHighlighter()
  const known = getLoadedLanguages()
  visit(tree, 'element', (pre) => {
    const code = pre.children[0]
    if (pre.tagName !== 'pre' || code?.type !== 'element' || code.tagName !== 'code') return
    const language = languageOf(code)
    const text = code.children[0]
    if (!language || !known.includes(language) || text?.type !== 'text') return
    const lines = codeToTokensBase(text.value.replace(/\n$/, ''), { lang: language, theme: 'paper' })
    code.children = lines.flatMap((line, index): ElementContent[] => [
      ...(index > 0 ? [{ type: 'text' as const, value: '\n' }] : []),
      ...line.map(({ content, color }): ElementContent => {
        const name = classOf(color)
        if (!name) return { type: 'text', value: content }
        return {
          type: 'element',
          tagName: 'span',
          properties: { className: [`tok-${name}`] },
          children: [{ type: 'text', value: content }],
        }
      }),
    ])
  })
}
