'use client'

export function PrintButton({ label }: { label: string }) {
  return (
    <button type="button" className="link-button no-print" onClick={() => print()}>
      {label}
    </button>
  )
}
