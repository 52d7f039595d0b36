import { AuthClient } from '@supabase/auth-js'

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
  detectSessionInUrl: true,
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

/** The bearer token of the next request: the user's, or the public key when nobody is signed in. */
export async function bearerToken(): Promise<string> {
  const { data } = await auth.getSession()
  return data.session?.access_token ?? publishableKey
}

/** `fetch` with the project's key and the caller's token. */
export const authorisedFetch: typeof fetch = async (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('apikey', publishableKey)
  headers.set('Authorization', `Bearer ${await bearerToken()}`)
  return fetch(input, { ...init, headers })
}
