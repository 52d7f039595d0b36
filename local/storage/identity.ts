import type { IncomingHttpHeaders } from 'node:http'
import type { Secrets } from '../config.ts'
import { verifiedClaims, type Claims } from '../lite/tokens.ts'
import { StorageError } from './errors.ts'

/** Whose rights a request has in the database. */
export interface Identity {
  role: 'anon' | 'authenticated' | 'service_role'
  claims: Claims
}

/** Reads the API key and the session of a request, with the same answers as the Data API. */
export function identify(headers: IncomingHttpHeaders, secrets: Secrets): Identity {
  const key = String(headers.apikey ?? '')
  const token = /^bearer\s+(.*)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
  if (token !== '' && !token.startsWith('sb_')) return fromToken(token, secrets)
  if (key === secrets.secretKey || token === secrets.secretKey) {
    return { role: 'service_role', claims: { role: 'service_role' } }
  }
  if (key === secrets.publishableKey || token === secrets.publishableKey) {
    return { role: 'anon', claims: { role: 'anon' } }
  }
  throw new StorageError(401, 'Unauthorized', 'Invalid API key')
}

function fromToken(token: string, secrets: Secrets): Identity {
  const claims = readClaims(token, secrets)
  if (!claims) throw new StorageError(403, 'Unauthorized', 'invalid signature')
  if (Number(claims.exp) * 1000 < Date.now())
    throw new StorageError(403, 'Unauthorized', '"exp" claim timestamp check failed')
  const role = claims.role
  if (role === 'authenticated' || role === 'service_role' || role === 'anon') return { role, claims }
  throw new StorageError(403, 'Unauthorized', 'The token names no role of this API')
}

function readClaims(token: string, secrets: Secrets): Claims | undefined {
  try {
    return verifiedClaims(token, secrets.jwtSecret)
  } catch {
    return undefined
  }
}
