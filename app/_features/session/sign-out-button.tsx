'use client'

/** Ends this session and leaves by a full page load, so that nothing of it stays in memory. */
export function SignOutButton({ label, className }: { label: string; className?: string }) {
  return (
    <button
      type="button"
      className={className}
      onClick={async () => {
        // Every page carries the button; how to sign out comes when it is pressed.
        const { signOut } = await import('./next-auth.ts')
        await signOut()
        location.assign('/')
      }}
    >
      {label}
    </button>
  )
}
