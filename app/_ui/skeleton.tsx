/** Grey bones after 300 ms of waiting; silent to readers but for the label. */
export function Skeleton({ label, lines = 4 }: { label: string; lines?: number }) {
  return (
    <div role="status" className="waiting grid max-w-[720px] gap-3">
      <span className="sr">{label}</span>
      <div className="bone h-10 w-3/5" />
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="bone h-5" style={{ width: `${95 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}
