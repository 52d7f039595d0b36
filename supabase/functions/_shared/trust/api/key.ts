import { ApiError } from '../../platform/errors.ts'

/** The key of a clinic that a request brings; 401 api_key_missing without one. */
export function keyOf(request: Request): string {
  const key = /^Bearer\s+(zk_live_[0-9a-f]{48})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key)
    throw new ApiError(
      401,
      'api_key_missing',
      'Send the key of the clinic as Authorization: Bearer zk_live_…',
    )
  return key
}
