import type { Site } from './site.ts'

/** One signed-in person who talks to the API as a browser does. */
export class Client {
  readonly #site: Site
  readonly #cookies = new Map<string, string>()

  constructor(site: Site) {
    this.#site = site
    const [name, value] = site.door.split('=') as [string, string]
    this.#cookies.set(name, value)
  }

  static async as(site: Site, personId: string): Promise<Client> {
    const client = new Client(site)
    const { csrfToken } = (await (await client.fetch('/api/auth/csrf')).json()) as { csrfToken: string }
    const body = new URLSearchParams({ csrfToken, personId, json: 'true' })
    const response = await client.fetch('/api/auth/callback/persona', { method: 'POST', body })
    if (!client.#cookies.has('terakoya-session'))
      throw new Error(`Signing in failed: ${response.status} ${await response.text()}`)
    return client
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get browserCookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.#site.url }))
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const { url } = this.#site
    const headers = { cookie: this.cookie, origin: url, ...(init.headers as Record<string, string>) }
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init, headers })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';')
      const at = pair!.indexOf('=')
      this.#cookies.set(pair!.slice(0, at), pair!.slice(at + 1))
    }
    return response
  }

  async query<T>(procedure: string, input?: unknown): Promise<T> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
    return this.#read(procedure, await this.fetch(`/api/trpc/${procedure}${search}`))
  }

  async mutate<T>(procedure: string, input: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(input)
    return this.#read(procedure, await this.fetch(`/api/trpc/${procedure}`, { method: 'POST', headers, body }))
  }

  async #read<T>(procedure: string, response: Response): Promise<T> {
    if (!response.ok) throw new Error(`${procedure}: ${response.status} ${await response.text()}`)
    return ((await response.json()) as { result: { data: T } }).result.data
  }
}
