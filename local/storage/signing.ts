import { signToken, verifiedClaims, type Claims } from '../lite/tokens.ts'
import { invalidToken } from './errors.ts'
import type { Identity } from './identity.ts'

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

/** Whose rights the maker of a link for one upload gave away with it. */
export function signedUploader(
  { bucket, name }: { bucket: string; name: string },
  token: string | null,
  secret: string,
): { identity: Identity; upsert: boolean } {
  const claims = requireSigned(token, `${bucket}/${name}`, 'upload', secret)
  const identity: Identity = {
    role: claims.owner_role as Identity['role'],
    claims: { sub: claims.owner, role: claims.owner_role },
  }
  return { identity, upsert: claims.upsert === true }
}

function readToken(token: string, secret: string): Claims | undefined {
  try {
    return verifiedClaims(token, secret)
  } catch {
    return undefined
  }
}
