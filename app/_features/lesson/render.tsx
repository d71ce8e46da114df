import 'server-only'
import type { Root } from 'hast'
import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { Link } from '../../_ui/link.tsx'
import { readDiagram } from './diagram.ts'
import { DiagramView } from './diagram-view.tsx'
import { highlightCode } from './highlight.ts'

/** Where `lesson:name`, `quiz:name` and `lab:L20` lead on this page; null where there is nothing to open. */
export type ResolveLink = (kind: 'lesson' | 'quiz' | 'lab', name: string) => string | null

interface Words {
  note: string
  selfCheck: string
  right: string
  wrong: string
  simulated: string
  table: string
}

type Props = Record<string, unknown> & { children?: ReactNode }
type ElementMap = Record<string, (props: Props) => ReactNode>

function link(resolve: ResolveLink) {
  return ({ href, children }: Props) => {
    const address = typeof href === 'string' ? href : ''
    const internal = /^(lesson|quiz|lab):(.+)$/.exec(address)
    if (internal) {
      const target = resolve(internal[1] as 'lesson', decodeURIComponent(internal[2]!))
      return target ? <Link href={target}>{children}</Link> : <span>{children}</span>
    }
    if (address.startsWith('#')) return <a href={`#t-${address.slice(1)}`}>{children}</a>
    return (
      <a href={address} rel="noreferrer">
        {children}
      </a>
    )
  }
}

function elements(words: Words, resolve: ResolveLink): ElementMap {
  return {
    a: link(resolve),
    pre: ({ children }) => (
      <pre className="codeblock" tabIndex={0}>
        {children}
      </pre>
    ),
    table: ({ children }) => (
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={words.table}>
        <table>{children}</table>
      </div>
    ),
    't-ref': ({ number }) => (
      <sup>
        <span className="sr">{words.note} </span>
        {String(number)}
      </sup>
    ),
    't-note': ({ number, children }) => (
      <aside className="side-note">
        <div>
          <b>{String(number)}</b> {children}
        </div>
      </aside>
    ),
    't-figure': ({ anchor, title, children }) => (
      <figure id={String(anchor)} aria-label={String(title)}>
        {children}
      </figure>
    ),
    't-diagram': ({ source }) => {
      const diagram = readDiagram(String(source))
      return diagram ? <DiagramView diagram={diagram} /> : <pre className="codeblock">{String(source)}</pre>
    },
    't-example': ({ title, children }) => (
      <section className="worked">
        <h3>{String(title)}</h3>
        {children}
      </section>
    ),
    't-simulated': ({ children }) => (
      <aside className="simulated">
        <b>{words.simulated}</b>
        {children}
      </aside>
    ),
    't-selfcheck': ({ anchor, children }) => (
      <section className="ask" id={String(anchor)}>
        <fieldset>
          <legend className="sr">{words.selfCheck}</legend>
          {children}
        </fieldset>
      </section>
    ),
    't-option': ({ anchor, number, isRight, children }) => {
      const [label, feedback] = Array.isArray(children)
        ? children.filter((child) => typeof child === 'object')
        : [children]
      return (
        <div className="option">
          <label>
            <input type="radio" name={String(anchor)} value={String(number)} className="choice" />
            <span>{label}</span>
          </label>
          <div aria-live="polite">
            <div className="why">
              <b className="sr">{isRight ? words.right : words.wrong}</b>
              {feedback}
            </div>
          </div>
        </div>
      )
    },
    't-feedback': ({ children }) => <>{children}</>,
  }
}

/** Renders safe trees to React, on the server, with code coloured and our own elements drawn. */
export async function createRenderer(resolve: ResolveLink): Promise<(tree: Root) => Promise<ReactNode>> {
  const t = await getTranslations('lesson')
  const words = {
    note: t('note'),
    selfCheck: t('selfCheck'),
    right: t('right'),
    wrong: t('wrong'),
    simulated: t('simulated'),
    table: t('table'),
  }
  const components = elements(words, resolve) as unknown as Partial<Components>
  return async (tree) => {
    await highlightCode(tree)
    return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true })
  }
}
