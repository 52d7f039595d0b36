import { AuthClient, type Session } from '@supabase/auth-js'
import { AppError } from './errors'

/**
 * The clients that `createClient()` of supabase-js would wire together, wired here one by one, so that the
 * sign-in page loads Auth alone and the shell adds REST and Realtime when somebody is in.
 */

export const supabaseUrl = import.meta.env.VITE_SUPABASE_URL
export const publishableKey = import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY

/** Sessions: sign-in, sign-up, reset, refresh. Kept in localStorage, shared by the tabs of one browser. */
export const auth = new AuthClient({
  url: `${supabaseUrl}/auth/v1`,
  headers: { apikey: publishableKey },
  storageKey: 'zelo.session',
  autoRefreshToken: true,
  persistSession: true,
  // link-tokens.ts takes it out of the address
  detectSessionInUrl: false,
})

/** A session that is kept nowhere and renews nothing. */
export const passingAuth = () =>
  new AuthClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: publishableKey },
    storageKey: 'zelo.passing',
    autoRefreshToken: false,
    persistSession: false,
    detectSessionInUrl: false,
  })

/** How often a session is read again that another tab has just renewed. */
const READS = 3

/**
 * The session of this browser, or null when nobody is signed in. Throws what Auth says when there is one that cannot
 * be renewed now. When two tabs renew at once, the slower one discards its answer and is told that there is no
 * session; the one that the other tab has stored is read then.
 */
export async function currentSession(): Promise<Session | null> {
  for (let read = 1; ; read++) {
    const { data, error } = await auth.getSession()
    if (data.session || !error) return data.session
    if (error.name !== 'AuthRefreshDiscardedError' || read === READS) throw error
  }
}

/** The bearer token of a call that somebody signed in makes; never the public key in its place. */
export async function bearerToken(): Promise<string> {
  const session = await currentSession().catch(nobodyUnlessOffline)
  if (!session) throw new AppError('not_signed_in')
  return session.access_token
}

/** No renewal for want of a network is no end of a session; any other refusal is. */
function nobodyUnlessOffline(error: unknown): null {
  if (error instanceof Error && error.name === 'AuthRetryableFetchError')
    throw new AppError('network', error.message)
  return null
}

/** `fetch` with the caller's token; a token that the server takes for ended is renewed and the call repeated once. */
export const authorisedFetch: typeof fetch = async (input, init) => {
  const token = await bearerToken()
  const response = await fetchAs(token, input, init)
  if (response.status !== 401) return response
  const renewed = await renewedToken(token)
  return renewed ? fetchAs(renewed, input, init) : response
}

/** `fetch` for what everybody may ask, with the caller's token when there is one. */
export const openFetch: typeof fetch = async (input, init) => {
  const session = await currentSession().catch(() => null)
  return fetchAs(session?.access_token ?? publishableKey, input, init)
}

function fetchAs(token: string, input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
  const headers = new Headers(init?.headers)
  headers.set('apikey', publishableKey)
  headers.set('Authorization', `Bearer ${token}`)
  return fetch(input, { ...init, headers })
}

/** Another token than the refused one: of another tab, or of a renewal. */
async function renewedToken(refused: string): Promise<string | null> {
  const stored = await currentSession().catch(() => null)
  if (!stored || stored.access_token !== refused) return stored?.access_token ?? null
  const { error } = await auth.refreshSession()
  if (error && error.name !== 'AuthRefreshDiscardedError') return null
  return (await currentSession().catch(() => null))?.access_token ?? null
}
