'use client'

import { useState } from 'react'

/**
 * The nonce of the page as it was loaded: the component library reads it for the few style elements that it writes. A
 * later answer of the server brings another nonce, which this page's policy does not know.
 */
export function CspNonce({ nonce }: { nonce: string | undefined }) {
  const [first] = useState(nonce)
  return <meta property="csp-nonce" nonce={first} />
}
