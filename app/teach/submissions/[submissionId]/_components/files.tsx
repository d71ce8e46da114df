import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import { Link } from '../../../../_ui/link.tsx'
import { SectionHead } from '../../../../_ui/section-head.tsx'

export interface FilesProps {
  files: readonly { path: string; content: string }[]
  /** The file that stands open. */
  open?: string
}

/** What was handed in, to read. The number of a line leads to a comment about it; the form above takes one without a mouse. */
export async function Files({ files, open }: FilesProps) {
  const t = await getTranslations('teach.files')
  return (
    <section className="ruled py-6">
      <SectionHead title={t('title')} note={t('note', { count: files.length })} />
      {files.map(({ path, content }) => {
        const lines = content.split('\n')
        return (
          <details key={path} open={path === open} className="border-b border-rule">
            <summary className="cursor-pointer py-2">
              <code className="mono">{path}</code>{' '}
              <span className="text-1 text-ink-3">{t('lines', { count: lines.length })}</span>
            </summary>
            <pre className="codeblock numbered" tabIndex={0} role="region" aria-label={path}>
              {lines.map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
                <Fragment key={index}>
                  <Link
                    href={`?file=${encodeURIComponent(path)}&line=${index + 1}#comments`}
                    tabIndex={-1}
                    aria-label={t('commentOn', { line: index + 1 })}
                  >
                    {index + 1}
                  </Link>
                  {text}
                  {'\n'}
                </Fragment>
              ))}
            </pre>
          </details>
        )
      })}
    </section>
  )
}
