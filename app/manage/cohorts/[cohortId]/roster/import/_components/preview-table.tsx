import type { ShownPreview } from '../_actions.ts'

export interface PreviewTexts {
  faults: string
  people: string
  line: string
  name: string
  email: string
  enrolledOn: string
  state: string
  what: string
}

/** What stands in the file: first what is wrong, by line, then everybody who would be enrolled. */
export function PreviewTable({ preview, texts }: { preview: ShownPreview; texts: PreviewTexts }) {
  const { people, faults, encoding } = preview
  return (
    <div className="grid gap-6">
      <p className="text-1 text-ink-2">{encoding}</p>
      {faults.length > 0 && (
        <div className="relative max-h-[320px] overflow-auto" tabIndex={0} role="region" aria-label={texts.faults}>
          <table className="rows">
            <caption className="sr">{texts.faults}</caption>
            <thead>
              <tr>
                <th className="w-16 text-right">{texts.line}</th>
                <th>{texts.what}</th>
              </tr>
            </thead>
            <tbody>
              {faults.map(({ line, text }) => (
                <tr key={`${line} ${text}`}>
                  <th scope="row" className="text-right text-shu">
                    {line}
                  </th>
                  <td>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {people.length > 0 && (
        <div className="relative max-h-[480px] overflow-auto" tabIndex={0} role="region" aria-label={texts.people}>
          <table className="rows">
            <caption className="sr">{texts.people}</caption>
            <thead>
              <tr>
                <th className="w-16 text-right">{texts.line}</th>
                <th>{texts.name}</th>
                <th>{texts.email}</th>
                <th>{texts.enrolledOn}</th>
                <th>{texts.state}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ line, name, email, enrolledOn, state }) => (
                <tr key={line}>
                  <td className="text-right text-ink-3">{line}</td>
                  <th scope="row" className="whitespace-nowrap">
                    {name}
                  </th>
                  <td className="whitespace-nowrap">{email}</td>
                  <td className="whitespace-nowrap">{enrolledOn || '—'}</td>
                  <td>{state}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
