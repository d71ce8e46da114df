'use client'

import { useState } from 'react'

/**
 * A hidden field that keeps the first value it was given, so that a page which is read again meanwhile sends what was
 * begun under the same id.
 */
export function KeptValue({ name, value }: { name: string; value: string }) {
  const [kept] = useState(value)
  return <input type="hidden" name={name} value={kept} />
}
