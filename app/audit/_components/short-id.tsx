/** Ids made at the same time begin alike, so the end tells them apart; the whole one is in the CSV and on hover. */
export function ShortId({ id }: { id: string }) {
  return (
    <code className="mono whitespace-nowrap" title={id}>
      {/^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-8)}` : id}
    </code>
  )
}
