import type { SendErrorCode } from '../provider.ts'

/** Twilio's error numbers that have a reason of their own on the screen. */
const reasons: Record<number, SendErrorCode> = {
  20003: 'provider_auth_failed',
  63001: 'provider_auth_failed',
  21211: 'invalid_number',
  21614: 'invalid_number',
  63003: 'number_not_on_whatsapp',
  63024: 'number_not_on_whatsapp',
  21610: 'opted_out_at_provider',
  63016: 'outside_24h_window',
  21617: 'body_too_long',
  21620: 'media_unavailable',
  63019: 'media_unavailable',
  63005: 'media_rejected',
  21655: 'template_not_found',
  63027: 'template_not_found',
  21656: 'template_variables_invalid',
  63028: 'template_variables_invalid',
  63040: 'template_rejected',
  63041: 'template_rejected',
  63042: 'template_rejected',
}

/** Twilio or WhatsApp was busy or broken: another attempt may pass. */
const passing = new Set([20429, 20500, 20503, 63010, 63012, 63018])

/** The reason that a person reads. */
export function reasonOfTwilioError(code: number | null): SendErrorCode {
  return (code === null ? undefined : reasons[code]) ?? 'rejected_by_provider'
}

/** True when the same message may pass a little later. */
export function isPassingTwilioError(code: number | null): boolean {
  return code !== null && passing.has(code)
}
