import { errors, jwtVerify } from 'jose'

/** The claims of a verified token; every one has a role and an end. */
export interface Claims extends Record<string, unknown> {
  role: string
  exp: number
}

/** Why a token was refused; `code` is the name that clients of the hosted server see. */
export class TokenError extends Error {
  constructor(
    readonly code: 'InvalidJWTToken' | 'MalformedJWT' | 'JwtSignatureError',
    message: string,
  ) {
    super(message)
  }
}

/** The project's keys, as the API gateway knows them. */
interface ProjectKeys {
  jwtSecret: string
  publishableKey: string
  secretKey: string
}

/** Verifies a token or API key and returns its claims, or throws a {@link TokenError}. */
export type TokenVerifier = (token: string) => Promise<Claims>

const NEVER = Date.UTC(2100, 0, 1) / 1000

/** True for API keys, which clients may send where a user's token is expected. */
export function isApiKey(token: string): boolean {
  return token.startsWith('sb_')
}

/** Throws when the token behind these claims has ended. */
export function assertCurrent(claims: Claims): void {
  const late = Math.floor(Date.now() / 1000) - claims.exp
  if (late >= 0) throw new TokenError('InvalidJWTToken', `Token has expired ${late} seconds ago`)
}

/** API keys stand for their role; anything else must be a JWT signed with the project's secret. */
export function createTokenVerifier(keys: ProjectKeys): TokenVerifier {
  const secret = new TextEncoder().encode(keys.jwtSecret)
  const apiKeys = new Map<string, Claims>([
    [keys.publishableKey, { role: 'anon', exp: NEVER }],
    [keys.secretKey, { role: 'service_role', exp: NEVER }],
  ])
  return async (token) => {
    const known = apiKeys.get(token)
    if (known) return known
    try {
      const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256', 'HS384', 'HS512'] })
      return requireClaims(payload)
    } catch (error) {
      throw asTokenError(error)
    }
  }
}

function requireClaims(payload: Record<string, unknown>): Claims {
  const { role, exp } = payload
  if (typeof role !== 'string' || typeof exp !== 'number') {
    throw new TokenError('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
  }
  return { ...payload, role, exp }
}

function asTokenError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    const late = Math.max(0, Math.floor(Date.now() / 1000) - Number(error.payload.exp))
    return new TokenError('InvalidJWTToken', `Token has expired ${late} seconds ago`)
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
    return new TokenError('JwtSignatureError', 'Failed to validate JWT signature')
  }
  if (error instanceof errors.JOSEError) {
    return new TokenError('MalformedJWT', 'The token provided is not a valid JWT')
  }
  return error
}
