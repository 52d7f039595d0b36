import { isObject, numberAt, objectAt, textAt } from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'
import type { SendErrorCode, SendResult } from '../provider.ts'

/** An error of the Graph API, or of a failed status, which has the same shape. */
export interface GraphError {
  code: number | null
  subcode: number | null
  detail: string
  isTransient: boolean
}

/** Errors with a reason of their own on the screen. */
const reasons: Record<number, SendErrorCode> = {
  0: 'provider_auth_failed',
  3: 'provider_auth_failed',
  10: 'provider_auth_failed',
  33: 'provider_auth_failed',
  190: 'provider_auth_failed',
  294: 'provider_auth_failed',
  131005: 'provider_auth_failed',
  131045: 'provider_auth_failed',
  133010: 'provider_auth_failed',
  368: 'account_restricted',
  131031: 'account_restricted',
  131042: 'account_restricted',
  131037: 'account_restricted',
  131064: 'account_restricted',
  130497: 'account_restricted',
  131026: 'number_not_on_whatsapp',
  131062: 'invalid_number',
  131021: 'invalid_number',
  131050: 'opted_out_at_provider',
  131047: 'outside_24h_window',
  131048: 'limited_by_provider',
  131049: 'limited_by_provider',
  130472: 'limited_by_provider',
  131051: 'not_supported',
  131052: 'media_unavailable',
  131053: 'media_rejected',
  132000: 'template_variables_invalid',
  132012: 'template_variables_invalid',
  132018: 'template_variables_invalid',
  132001: 'template_not_found',
  134101: 'template_not_found',
  132005: 'template_rejected',
  132007: 'template_rejected',
  132015: 'template_rejected',
  132016: 'template_rejected',
  551: 'person_unavailable',
  130403: 'person_unavailable',
}

/** What a subcode says more exactly than its code: Messenger and Instagram. */
const exactReasons: Record<number, SendErrorCode> = {
  2018278: 'outside_24h_window',
  2534022: 'outside_24h_window',
  2018065: 'outside_24h_window',
  2018001: 'person_unavailable',
  1545041: 'person_unavailable',
  2018109: 'media_rejected',
  2018047: 'media_unavailable',
  2018294: 'media_unavailable',
}

/** Nothing left, and the same message may go a little later. */
const passing = new Set([4, 17, 32, 613, 80006, 80007, 130429, 131056, 133015, 2494100, 131057])

/** Meta broke in the middle: it may have been sent. */
const unclear = new Set([1, 2, 1200, 131000, 131016, 133004])

/** The error in an answer or a status; codes decide, because titles and HTTP statuses vary. */
export function graphErrorOf(body: unknown): GraphError | null {
  const error = objectAt(body, 'error')
  return Object.keys(error).length === 0 ? null : readError(error)
}

/** The error of one entry in a list of errors. */
export function readError(error: unknown): GraphError {
  const code = numberAt(error, 'code')
  const said =
    textAt(objectAt(error, 'error_data'), 'details') ??
    textAt(error, 'message') ??
    textAt(error, 'title') ??
    ''
  return {
    code,
    subcode: numberAt(error, 'error_subcode'),
    detail: `Meta ${code ?? '?'}${said === '' ? '' : `: ${said}`}`.slice(0, 500),
    isTransient: isObject(error) && error.is_transient === true,
  }
}

/** The reason that a person reads. */
export function reasonOfGraphError({ code, subcode }: GraphError): SendErrorCode {
  const exact = subcode === null ? undefined : exactReasons[subcode]
  if (exact) return exact
  if (code !== null && code >= 200 && code <= 299) return 'provider_auth_failed'
  return (code === null ? undefined : reasons[code]) ?? 'rejected_by_provider'
}

/** What an answer without the id of a message came to. */
export function readFailure(answer: Exchange): Exclude<SendResult, { outcome: 'sent' }> {
  if (answer.kind === 'not_sent') return temporary(answer.detail)
  if (answer.kind === 'no_answer') return { outcome: 'unknown', detail: answer.detail }
  const error = graphErrorOf(answer.body)
  if (error === null) {
    const detail = `Meta answered ${answer.status}.`
    if (answer.status === 429) return temporary(detail, answer.retryAfterSeconds)
    // A proxy gave up, or the answer names no message: it may have been sent.
    return answer.status >= 500 || answer.status < 300
      ? { outcome: 'unknown', detail }
      : { outcome: 'permanent', code: 'rejected_by_provider', detail }
  }
  if (error.code !== null && passing.has(error.code)) return temporary(error.detail, answer.retryAfterSeconds)
  if (error.isTransient || (error.code !== null && unclear.has(error.code))) {
    return { outcome: 'unknown', detail: error.detail }
  }
  if (answer.status === 429) return temporary(error.detail, answer.retryAfterSeconds)
  return { outcome: 'permanent', code: reasonOfGraphError(error), detail: error.detail }
}

function temporary(detail: string, retryAfterSeconds: number | null = null) {
  return { outcome: 'temporary' as const, code: 'provider_unavailable' as const, detail, retryAfterSeconds }
}
