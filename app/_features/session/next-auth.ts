/** A refusal of the sign-in: a reason that the page translates, with what fills it. */
export interface SignInRefusal {
  reason: string
  params: Record<string, string | number>
}

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string }
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
  const { url } = (await response.json()) as { url: string }
  return new URL(url, location.href)
}

function refusalOf(text: string): SignInRefusal {
  try {
    return JSON.parse(text) as SignInRefusal
  } catch {
    return { reason: 'fault', params: {} }
  }
}

/** Signs in; null when it worked, else why not. */
export async function signIn(
  provider: 'password' | 'persona' | 'passkey',
  fields: Record<string, string>,
): Promise<SignInRefusal | null> {
  try {
    const error = (await post(`callback/${provider}`, { ...fields, callbackUrl: '/' })).searchParams.get('error')
    return error ? refusalOf(error) : null
  } catch {
    return { reason: 'offline', params: {} }
  }
}

export async function signOut(): Promise<void> {
  await post('signout', { callbackUrl: '/' })
}
