import { createHmac, timingSafeEqual } from 'node:crypto'

/** Names the key in the header of every token and in the key set that functions get. */
const keyId = 'local'

export type Claims = Record<string, unknown>

export interface AuthenticationMethod {
  method: string
  timestamp: number
}

/** The user as GoTrue's API shows it; only what tokens need. */
export interface AuthUser {
  id: string
  email?: string
  phone?: string
  is_anonymous?: boolean
  app_metadata?: Record<string, unknown>
  user_metadata?: Record<string, unknown>
  factors?: unknown[]
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs claims with HS256 as GoTrue does with the shared secret of a project. */
export function signToken(claims: Claims, secret: string): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${encode(claims)}`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

/** The claims of a token that this stack signed, or undefined. Does not look at the expiry. */
export function verifiedClaims(token: string, secret: string): Claims | undefined {
  const [header, payload, signature] = token.split('.')
  if (!header || !payload || !signature) return undefined
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest()
  const actual = Buffer.from(signature, 'base64url')
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
}

/**
 * Repairs: lite's tokens have no key id and lack iss, aal, amr, phone, is_anonymous, app_metadata and
 * user_metadata. The claims that lite chose (session, expiry) stay.
 */
export function completeToken(
  token: string,
  user: AuthUser,
  passed: { aal: string; amr: AuthenticationMethod[] },
  issuer: string,
  secret: string,
): string {
  const claims = verifiedClaims(token, secret)
  if (!claims) throw new Error('The auth service issued a token with a foreign signature')
  return signToken(
    {
      ...claims,
      iss: issuer,
      email: user.email ?? '',
      phone: user.phone ?? '',
      app_metadata: user.app_metadata ?? {},
      user_metadata: user.user_metadata ?? {},
      ...passed,
      is_anonymous: user.is_anonymous ?? false,
    },
    secret,
  )
}

/** The key set for the functions' environment. Never public: the key is a shared secret. */
export function privateKeySet(secret: string): { keys: Record<string, string>[] } {
  return { keys: [{ kty: 'oct', alg: 'HS256', kid: keyId, k: Buffer.from(secret).toString('base64url') }] }
}
