import { ApiError } from '../../platform/errors.ts'
import type { AsaasFailure } from '../../providers/asaas/answer.ts'

/** A call to Asaas that did not work, in words for whoever asked a payer for money. */
export function refusalOf(failure: AsaasFailure): ApiError {
  const { answer, step } = failure
  const options = { cause: failure }
  if (answer.kind === 'busy' || answer.kind === 'unknown') return unavailable(failure)
  if (answer.kind === 'unauthorized')
    return new ApiError(
      409,
      'pix_key_refused',
      'Asaas does not accept the key of the clinic any more.',
      options,
    )
  if (step === 'customer' && answer.kind === 'refused' && /cpf|cnpj/i.test(answer.reason ?? ''))
    return new ApiError(400, 'invalid_cpf_cnpj', 'This CPF or CNPJ is not valid. Check the digits.', options)
  return new ApiError(
    502,
    'payment_refused',
    'The payment service refused the charge. No money moved.',
    options,
  )
}

/** Asaas is away, or somebody else is still creating the charge. */
export function unavailable(cause?: unknown): ApiError {
  return new ApiError(
    503,
    'payments_unavailable',
    'The payment service does not answer right now. No money moved. Try again in a moment.',
    { cause },
  )
}
