import { signToken, verifiedClaims, type Claims } from '../lite/tokens.ts'
import { invalidToken } from './errors.ts'

/** A token that stands for one object until it expires. */
export function signObject(path: string, seconds: number, secret: string, extra: Claims = {}): string {
  const now = Math.floor(Date.now() / 1000)
  return signToken({ url: path, iat: now, exp: now + seconds, ...extra }, secret)
}

/** The claims of a token for this very object; throws when it is for another one, for another use, or expired. */
export function requireSigned(
  token: string | null,
  path: string,
  use: 'read' | 'upload',
  secret: string,
): Claims {
  const claims = readToken(token ?? '', secret)
  const isUpload = claims?.use === 'upload'
  if (
    !claims ||
    claims.url !== path ||
    isUpload !== (use === 'upload') ||
    Number(claims.exp) * 1000 < Date.now()
  ) {
    throw invalidToken()
  }
  return claims
}

function readToken(token: string, secret: string): Claims | undefined {
  try {
    return verifiedClaims(token, secret)
  } catch {
    return undefined
  }
}
