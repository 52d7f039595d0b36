import type { HttpBindings } from '@hono/node-server'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Refused at once, with the text Twilio gives. */
const atOnce: Record<number, string> = {
  20003: 'Authenticate',
  20404: 'The requested resource was not found',
  20429: 'Too Many Requests',
  20500: 'An internal server error has occurred',
  21211: "The 'To' number is not a valid phone number.",
  21212: "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID.",
  21602: 'Message body is required.',
  21603: "A 'From' phone number is required.",
  21604: "A 'To' phone number is required.",
  21608: 'The number is unverified. Trial accounts cannot send messages to unverified numbers.',
  21610: 'Attempt to send to unsubscribed recipient',
  21614: "'To' number is not a valid mobile number",
  21617: 'The concatenated message body exceeds the 1600 character limit',
  21620: 'Invalid media URL(s)',
  21655: 'The ContentSid is Invalid',
  21656: 'The ContentVariables Parameter is invalid',
  63007: 'Twilio could not find a Channel with the specified From address',
}

/** Accepted, and failed in a status callback later. */
const later: Record<number, string> = {
  63003: 'Channel could not find To address',
  63005: 'Channel did not accept given content',
  63010: 'Channels - Twilio Internal error',
  63012: 'Channel provider returned an internal service error',
  63013: 'Channel policy violation',
  63015: 'Channel Sandbox can only send messages to phone numbers that have joined the Sandbox',
  63016: 'Failed to send freeform message because you are outside the allowed window',
  63018: 'Rate limit exceeded for Channel',
  63019: 'Media failed to download',
  63020: 'Twilio encountered a Business Manager account error',
  63021: 'Channel invalid content error',
  63024: 'Invalid message recipient',
  63027: 'Template does not exist for a language and locale',
  63028: 'Number of parameters provided does not match the expected number of parameters',
  63030: 'Unsupported parameter for type of channels message',
  63032: 'Recipient is part of an experiment of the channel',
  63038: 'Account exceeded the daily messages limit',
  63040: 'Template Rejected',
  63041: 'Template Paused',
  63042: 'Template Disabled',
  63049: 'Meta chose not to deliver this WhatsApp marketing message',
}

const statusOf: Record<number, ContentfulStatusCode> = { 20003: 401, 20404: 404, 20429: 429, 20500: 500 }

/** An error in Twilio's shape. */
export function errorResponse(code: number, message = atOnce[code] ?? 'Error'): Response {
  const status = statusOf[code] ?? 400
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
  return Response.json(body, { status })
}

/** Ends the request with an error of Twilio. */
export function refuse(code: number, message?: string): never {
  throw new HTTPException(statusOf[code] ?? 400, { res: errorResponse(code, message) })
}

/** What Twilio says about an error that comes in a callback. */
export const laterMessage = (code: number): string => later[code] ?? 'Unknown error'

/**
 * The outcome of a send, chosen by the recipient: a number whose last five digits are an error code gets that
 * error, at once or in a callback as Twilio would.
 */
export function magicOutcome(to: string): { code: number; when: 'at once' | 'later' } | undefined {
  const code = Number(to.replace(/\D/g, '').slice(-5))
  if (code in atOnce && code !== 20003 && code !== 20404) return { code, when: 'at once' }
  return code in later ? { code, when: 'later' } : undefined
}

export interface TwilioEnv {
  Bindings: HttpBindings
}
