import * as monaco from './monaco.ts'

let isReady = false

function colourOf(token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const [r = 0, g = 0, b = 0] =
    getComputedStyle(probe)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? []
  probe.remove()
  return `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Themes from the page's own tokens, read again whenever the colour scheme changes. */
function defineTheme(): void {
  const colour = Object.fromEntries(
    [
      '--sheet',
      '--sunk',
      '--rule',
      '--edge',
      '--ink',
      '--ink-2',
      '--ink-3',
      '--ai',
      '--ai-wash',
      '--shu',
      '--code-keyword',
      '--code-string',
      '--code-number',
      '--code-comment',
    ].map((token) => [token, colourOf(token)]),
  ) as Record<string, string>
  const isDark = Number.parseInt(colour['--sheet']!.slice(1, 3), 16) < 128
  monaco.editor.defineTheme('terakoya', {
    base: isDark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: colour['--ink']! },
      { token: 'keyword', foreground: colour['--code-keyword']!, fontStyle: 'bold' },
      { token: 'string', foreground: colour['--code-string']! },
      { token: 'string.key.json', foreground: colour['--ink']! },
      { token: 'string.yaml', foreground: colour['--code-string']! },
      { token: 'type.yaml', foreground: colour['--ink']! },
      { token: 'number.yaml', foreground: colour['--code-number']! },
      { token: 'number', foreground: colour['--code-number']! },
      { token: 'type', foreground: colour['--code-number']! },
      { token: 'regexp', foreground: colour['--code-string']! },
      { token: 'comment', foreground: colour['--code-comment']! },
      { token: 'delimiter', foreground: colour['--ink-2']! },
    ],
    colors: {
      'editor.background': colour['--sheet']!,
      'editor.foreground': colour['--ink']!,
      'editorLineNumber.foreground': colour['--ink-3']!,
      'editorLineNumber.activeForeground': colour['--ink']!,
      'editor.lineHighlightBackground': colour['--sunk']!,
      'editor.lineHighlightBorder': colour['--sunk']!,
      'editorCursor.foreground': colour['--ink']!,
      'editor.selectionBackground': `${colour['--ai']}40`,
      'editor.inactiveSelectionBackground': `${colour['--ai']}26`,
      'editorIndentGuide.background1': colour['--rule']!,
      'editorBracketMatch.border': colour['--edge']!,
      'editorBracketMatch.background': `${colour['--ai']}1a`,
      'editorWidget.background': colour['--sheet']!,
      'editorWidget.border': colour['--edge']!,
      'editorError.foreground': colour['--shu']!,
      'editorGutter.modifiedBackground': colour['--ai']!,
      ...Object.fromEntries(
        [1, 2, 3, 4, 5, 6].map((level) => [`editorBracketHighlight.foreground${level}`, colour['--ink-2']!]),
      ),
      focusBorder: colour['--ai']!,
      'widget.shadow': '#00000000',
      'scrollbar.shadow': '#00000000',
      'diffEditor.insertedLineBackground': `${colour['--ai']}14`,
      'diffEditor.insertedTextBackground': `${colour['--ai']}24`,
      'diffEditor.removedLineBackground': `${colour['--shu']}1a`,
      'diffEditor.removedTextBackground': `${colour['--shu']}2e`,
    },
  })
  monaco.editor.setTheme('terakoya')
}

function setWorkers(): void {
  self.MonacoEnvironment = {
    getWorker(_, label) {
      switch (label) {
        case 'typescript':
        case 'javascript':
          return new Worker(new URL('monaco-editor/language/typescript/ts.worker', import.meta.url), { type: 'module' })
        case 'json':
          return new Worker(new URL('monaco-editor/language/json/json.worker', import.meta.url), { type: 'module' })
        default:
          return new Worker(new URL('monaco-editor/editor/editor.worker', import.meta.url), { type: 'module' })
      }
    },
  }
}

/** Modules of Node are not shipped to the browser; saying "not found" of each, and of what each gives, would be noise. */
const UNKNOWN_HERE = [2307, 2580, 2591, 2688, 7006, 7016, 7031]

/** The few globals of Node that labs use; the DOM's library would bring hundreds that are not there. */
const NODE_GLOBALS = `
interface ImportMeta { url: string; dirname: string; filename: string; main: boolean }
declare const console: Record<'log' | 'error' | 'warn' | 'info' | 'debug' | 'table', (...data: unknown[]) => void>
declare const process: { argv: string[]; execPath: string; pid: number; on(event: string, listener: (...data: any[]) => void): void; stdin: any; env: Record<string, string | undefined>; exitCode?: number; exit(code?: number): never; cwd(): string; stdout: { write(text: string): boolean }; stderr: { write(text: string): boolean } }
declare class URL { constructor(url: string, base?: string | URL); href: string; pathname: string; searchParams: { get(name: string): string | null }; toString(): string }
declare class TextEncoder { encode(text: string): Uint8Array }
declare class TextDecoder { decode(bytes: Uint8Array): string }
declare namespace NodeJS { interface Timeout { ref(): Timeout; unref(): Timeout; refresh(): Timeout } }
declare function setTimeout<Data extends any[]>(work: (...data: Data) => void, ms?: number, ...data: Data): NodeJS.Timeout
declare function setTimeout(work: (...data: any[]) => void, ms?: number): NodeJS.Timeout
declare function setInterval(work: (...data: any[]) => void, ms?: number): NodeJS.Timeout
declare function setImmediate(work: (...data: any[]) => void): unknown
declare function clearTimeout(timer: NodeJS.Timeout | undefined | null): void
declare function clearInterval(timer: NodeJS.Timeout | undefined | null): void
declare function queueMicrotask(work: () => void): void
declare class AbortSignal { static timeout(ms: number): AbortSignal; static any(signals: AbortSignal[]): AbortSignal; readonly aborted: boolean; readonly reason: any; throwIfAborted(): void; addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void; removeEventListener(type: 'abort', listener: () => void): void }
declare class AbortController { readonly signal: AbortSignal; abort(reason?: unknown): void }
declare const performance: { now(): number }
declare const crypto: { randomUUID(): string; getRandomValues<Bytes>(bytes: Bytes): Bytes }
declare const Buffer: any
declare type Buffer = any
declare function structuredClone<T>(value: T): T
`

/** Checks every file again: Monaco does not when a file appears that others import. */
export function checkAgain(): void {
  monaco.typescript.typescriptDefaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: UNKNOWN_HERE })
}

function setTypeScript(): void {
  const { typescriptDefaults: defaults, ScriptTarget, ModuleKind } = monaco.typescript
  defaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    module: ModuleKind.ESNext,
    // Bundler resolution: imports end in `.ts`, as Node reads them.
    moduleResolution: 100 as monaco.typescript.ModuleResolutionKind,
    allowImportingTsExtensions: true,
    strict: true,
    noEmit: true,
    allowNonTsExtensions: true,
    lib: ['esnext'],
  })
  defaults.addExtraLib(NODE_GLOBALS, 'file:///node-globals.d.ts')
  checkAgain()
  defaults.setEagerModelSync(true)
}

/** Monaco as this site wants it, once: own workers, own colours, the TypeScript of the labs. */
export function setUpMonaco(): typeof monaco {
  if (isReady) return monaco
  isReady = true
  setWorkers()
  setTypeScript()
  defineTheme()
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', defineTheme)
  new MutationObserver(defineTheme).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return monaco
}

export const uriOf = (path: string): monaco.Uri => monaco.Uri.from({ scheme: 'file', path: `/workspace/${path}` })
/** A text beside the workspace's own models, in the language of its path. */
export function sideModel(text: string, side: 'before' | 'theirs' | 'mine', path: string): monaco.editor.ITextModel {
  const uri = monaco.Uri.from({ scheme: side, path: `/${path}` })
  monaco.editor.getModel(uri)?.dispose()
  return monaco.editor.createModel(text, undefined, uri)
}

export const EDITOR_OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  theme: 'terakoya',
  fontFamily: "'Source Code Pro Variable', 'Noto Sans JP Variable', 'Noto Sans CJK JP', monospace",
  fontSize: 14,
  lineHeight: 20,
  minimap: { enabled: false },
  automaticLayout: true,
  scrollBeyondLastLine: false,
  renderLineHighlight: 'all',
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  renderFinalNewline: 'on',
  stickyScroll: { enabled: false },
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 14,
  glyphMargin: false,
  folding: false,
  padding: { top: 10, bottom: 10 },
  tabSize: 2,
  fixedOverflowWidgets: true,
  bracketPairColorization: { enabled: false },
  guides: { indentation: false },
  unicodeHighlight: { nonBasicASCII: false, ambiguousCharacters: false },
  accessibilitySupport: 'auto',
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
}

export const pathOf = (uri: monaco.Uri): string => uri.path.replace(/^\/workspace\//, '')
