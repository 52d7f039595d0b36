import { createLocalJWKSet, createRemoteJWKSet, decodeProtectedHeader, importJWK, jwtVerify } from 'jose'
import type { CryptoKey, JSONWebKeySet, JWK, JWTPayload, JWTVerifyGetKey, KeyObject } from 'jose'
import { ApiError } from './errors.ts'
import { equalInConstantTime } from './hash.ts'

/** Claims of a signed-in person, as the Data API would see them. */
export interface UserClaims extends JWTPayload {
  sub: string
  role: 'authenticated'
}

/** Finds out who calls. */
export interface Authenticator {
  /** The claims of the bearer token; 401 when there is none or it does not verify. */
  user(request: Request): Promise<UserClaims>
  /** 401 unless the request carries a secret key of the project. */
  secretKey(request: Request): void
}

export interface AuthOptions {
  jwks: { keys: Record<string, unknown>[] } | null
  authUrl: string
  secretKeys: readonly string[]
}

/**
 * Verifies tokens locally, as `supabase.auth.getClaims` does: shared secrets (HS256) and signing keys (ES256,
 * RS256) of the project's JWKS. A shared secret is only ever used for HS256, so algorithms cannot be confused.
 */
export function createAuthenticator(options: AuthOptions): Authenticator {
  // The platform writes this set; jose checks each key when it is used.
  const keys = (options.jwks?.keys ?? []) as JWK[]
  const symmetric = keys.filter((key) => key.kty === 'oct')
  const imported = new Map<JWK, Promise<CryptoKey | Uint8Array | KeyObject>>()
  let asymmetric: JWTVerifyGetKey | undefined

  function publicKeys(): JWTVerifyGetKey {
    const local: JSONWebKeySet = { keys: keys.filter((key) => key.kty !== 'oct') }
    asymmetric ??=
      local.keys.length > 0
        ? createLocalJWKSet(local)
        : createRemoteJWKSet(new URL(`${options.authUrl}/.well-known/jwks.json`), { timeoutDuration: 5_000 })
    return asymmetric
  }

  async function sharedSecret(kid: string | undefined) {
    const jwk = symmetric.find((key) => kid === undefined || key.kid === undefined || key.kid === kid)
    if (!jwk) throw new Error('No shared secret has this key id.')
    const key = imported.get(jwk) ?? importJWK({ ...jwk, alg: 'HS256' }, 'HS256')
    imported.set(jwk, key)
    return await key
  }

  async function verify(token: string): Promise<JWTPayload> {
    const { alg, kid } = decodeProtectedHeader(token)
    const rules = { audience: 'authenticated', requiredClaims: ['sub', 'exp'], clockTolerance: 5 }
    if (alg === 'HS256') {
      return (await jwtVerify(token, await sharedSecret(kid), { ...rules, algorithms: ['HS256'] })).payload
    }
    return (await jwtVerify(token, publicKeys(), { ...rules, algorithms: ['ES256', 'RS256', 'EdDSA'] }))
      .payload
  }

  return {
    async user(request) {
      const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      if (!token || token.startsWith('sb_')) throw signInFirst()
      const claims = await verify(token).catch((cause: unknown) => {
        throw signInFirst(cause)
      })
      if (claims.role !== 'authenticated' || typeof claims.sub !== 'string' || !isUuid(claims.sub))
        throw signInFirst()
      return { ...claims, sub: claims.sub, role: 'authenticated' }
    },
    secretKey(request) {
      const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      const given = request.headers.get('apikey') ?? bearer ?? ''
      // Compares with every key, so that the time tells nothing about which one came close.
      const matches = options.secretKeys.filter((key) => equalInConstantTime(given, key))
      if (matches.length === 0)
        throw new ApiError(401, 'secret_key_required', 'This address is for the scheduler only.')
    },
  }
}

function signInFirst(cause?: unknown): ApiError {
  return new ApiError(401, 'sign_in_required', 'Your session has ended. Sign in again.', { cause })
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
