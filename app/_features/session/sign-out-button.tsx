'use client'

import { signOut } from './next-auth.ts'

/** Ends this session and leaves by a full page load, so that nothing of it stays in memory. */
export function SignOutButton({ label, className }: { label: string; className?: string }) {
  return (
    <button
      type="button"
      className={className}
      onClick={async () => {
        await signOut()
        location.assign('/')
      }}
    >
      {label}
    </button>
  )
}
