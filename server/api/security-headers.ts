import { env } from '../platform/env.ts'

/** Headers of every answer; the content security policy carries a nonce and is set per page in proxy.ts. */
export function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  }
  if (env().TERAKOYA_URL.startsWith('https://'))
    headers['strict-transport-security'] = 'max-age=63072000; includeSubDomains'
  return headers
}
