import { getTranslations } from 'next-intl/server'
import { SectionHead } from '../../../../../_ui/section-head.tsx'

/** What was handed in, to read. */
export async function Files({ files }: { files: readonly { path: string; content: string }[] }) {
  const t = await getTranslations('teach.files')
  return (
    <section className="ruled py-6">
      <SectionHead title={t('title')} note={t('note', { count: files.length })} />
      {files.map(({ path, content }) => (
        <details key={path} className="border-b border-rule">
          <summary className="cursor-pointer py-2">
            <code className="mono">{path}</code>{' '}
            <span className="text-1 text-ink-3">{t('lines', { count: content.split('\n').length })}</span>
          </summary>
          <pre className="codeblock" tabIndex={0} role="region" aria-label={path}>
            {content}
          </pre>
        </details>
      ))}
    </section>
  )
}
