export function BrandMark() {
  return (
    <svg viewBox="0 0 18 20" width="18" height="20" aria-hidden="true">
      <path d="M1 7.5 9 2l8 5.5M3.5 10.5h11M3.5 14h11M3.5 17.5h6" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </svg>
  )
}
