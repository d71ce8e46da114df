import { createElement } from 'react'

/** One element of a drawing: made once, shown in a page and saved as a file. */
export interface Shape {
  tag: 'path' | 'rect' | 'text' | 'circle'
  attributes: Record<string, string | number>
  text?: string
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The drawing as a file of its own, with room for a caption above it: text is never markup. */
export function svgFile(
  shapes: readonly Shape[],
  size: { width: number; height: number; head: number; paper: string },
): string {
  const { width, height, head, paper } = size
  const body = shapes.map(({ tag, attributes, text }) => {
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    return `<${tag}${written.join('')}>${text === undefined ? '' : escaped(text)}</${tag}>`
  })
  const box = `viewBox="0 ${-head} ${width} ${height + head}" width="${width}" height="${height + head}"`
  const font = `font-family="'Source Sans 3', 'Noto Sans JP', sans-serif" font-size="14"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} ${font}><rect y="${-head}" width="100%" height="100%" fill="${paper}"/>${body.join('')}</svg>`
}

/** The same drawing in a page. What it shows is told beside it, as a table. */
export function Drawing({
  shapes,
  size: { width, height },
  label,
}: {
  shapes: readonly Shape[]
  size: { width: number; height: number }
  label: string
}) {
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="block w-full" fontSize={14}>
      {shapes.map(({ tag, attributes, text }, index) => {
        const named = Object.entries(attributes).map(
          ([name, value]) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value] as const,
        )
        return createElement(tag, { key: index, ...Object.fromEntries(named) }, text)
      })}
    </svg>
  )
}
