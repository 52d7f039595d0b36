import { ApiError } from '../platform/errors.ts'

/** The refusal behind a state; null for one that is an answer. A token that is wrong and one that never was are one answer. */
export function intakeRefusal(state: string): ApiError | null {
  if (state === 'unknown')
    return new ApiError(404, 'intake_not_found', 'This link is not valid. Ask the clinic for a new one.')
  if (state === 'limited')
    return new ApiError(429, 'too_many_requests', 'Too many attempts. Try again in a few minutes.')
  return null
}
