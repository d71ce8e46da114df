import { createRenderer } from '../lesson/render.tsx'
import { commentToHast } from './comment-to-hast.ts'

/** What a person wrote in Markdown, as words: no HTML of theirs, no image, no address but https. */
export async function Words({ text, className }: { text: string; className?: string }) {
  const render = await createRenderer(() => null)
  return <div className={`said ${className ?? ''}`}>{await render(commentToHast(text))}</div>
}
