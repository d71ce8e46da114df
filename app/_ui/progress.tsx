/** An honest count as a bar: `value` of `max`, both shown. */
export function Progress({ value, max, label, text }: { value: number; max: number; label: string; text: string }) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4 text-1">
        <span>{label}</span>
        <span className="text-ink-3">{text}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={text}
        className="mt-1 h-1 bg-rule"
      >
        <div className="h-full bg-ai" style={{ width: `${max === 0 ? 0 : (100 * value) / max}%` }} />
      </div>
    </div>
  )
}
