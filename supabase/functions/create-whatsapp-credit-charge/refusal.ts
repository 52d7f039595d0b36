import { ApiError } from '../_shared/platform/errors.ts'
import type { AsaasFailure } from '../_shared/providers/asaas/answer.ts'

/**
 * A call to Asaas that did not work, in words for whoever wanted to buy. Its documentation says nothing about CNPJs with
 * letters, and since 2024 it takes no text in this field; the check digits of a document that comes here are right.
 */
export function refusalOf(failure: AsaasFailure, document: string): ApiError {
  const { answer, step } = failure
  const options = { cause: failure }
  if (answer.kind === 'busy' || answer.kind === 'unknown') return unavailable(failure)
  if (answer.kind === 'unauthorized') return notConfigured(failure)
  if (step === 'customer' && answer.kind === 'refused' && /cpf|cnpj/i.test(answer.reason ?? '')) {
    if (/[A-Z]/.test(document))
      return new ApiError(
        400,
        'cnpj_not_accepted_yet',
        'The payment service does not accept this CNPJ with letters yet. Use the CPF of an owner.',
        options,
      )
    return new ApiError(400, 'invalid_cpf_cnpj', 'This CPF or CNPJ is not valid. Check the digits.', options)
  }
  return new ApiError(
    502,
    'payment_refused',
    'The payment service refused the charge. No money moved.',
    options,
  )
}

/** The payment service is away, or somebody else is still creating the charge. */
export function unavailable(cause?: unknown): ApiError {
  return new ApiError(
    503,
    'payments_unavailable',
    'The payment service does not answer right now. No money moved. Try again in a moment.',
    { cause },
  )
}

/** This installation has no account of the payment service, or one whose key is no longer accepted. */
export function notConfigured(cause?: unknown): ApiError {
  return new ApiError(503, 'payments_not_configured', 'Credits cannot be bought here yet. Talk to Zelo.', {
    cause,
  })
}
