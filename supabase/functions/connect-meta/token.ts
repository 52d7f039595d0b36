import { ApiError } from '../_shared/platform/errors.ts'
import { textAt } from '../_shared/platform/json.ts'
import type { Exchange } from '../_shared/platform/provider-http.ts'
import { graphErrorOf } from '../_shared/providers/meta/errors.ts'

/** The token that a code was changed into; a code works once and for half a minute. */
export function tokenOf(exchange: Exchange): string {
  const token = textAt(bodyOf(exchange), 'access_token')
  if (token === null)
    throw new ApiError(502, 'provider_error', 'Meta answered without a token. Try again in a moment.')
  return token
}

/** The body of a good answer. */
export function bodyOf(exchange: Exchange): unknown {
  if (exchange.kind === 'answer' && exchange.status < 300) return exchange.body
  const error = exchange.kind === 'answer' ? graphErrorOf(exchange.body) : null
  if (error !== null && exchange.kind === 'answer' && exchange.status < 500 && exchange.status !== 429) {
    throw new ApiError(
      422,
      'invalid_credentials',
      'Meta refused. Connect again and say yes to everything asked.',
      {
        hint: error.detail,
      },
    )
  }
  throw new ApiError(502, 'provider_error', 'Meta does not answer right now. Try again in a moment.')
}
