import { sealSvg } from './seal.ts'

/** The seal of a digest. Its markup is made of numbers from the digest alone, so it is safe to set. */
export function SealImage({ digest, size, label }: { digest: string; size: number; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className="seal inline-block flex-none"
      style={{ width: size, height: size }}
      dangerouslySetInnerHTML={{ __html: sealSvg(digest, size) }}
    />
  )
}
