/**
 * Repairs: lite serves a request with a malformed bearer token as anon. PostgREST answers 401, and so a client with
 * a broken session notices. API keys in that header are what supabase-js sends without a session.
 */
export function refuseMalformedToken(request: Request): Response | undefined {
  const header = request.headers.get('authorization')
  const token = header?.match(/^bearer\s+(.*)$/i)?.[1]
  if (token === undefined || token.startsWith('sb_')) return undefined
  const parts = token.split('.').length
  if (parts === 3) return undefined
  return Response.json(
    { code: 'PGRST301', details: null, hint: null, message: `Expected 3 parts in JWT; got ${parts}` },
    { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } },
  )
}
