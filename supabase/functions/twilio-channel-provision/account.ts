import { ApiError } from '../_shared/platform/errors.ts'
import { isObject, listAt, textAt } from '../_shared/platform/json.ts'
import type { TwilioAccount, TwilioClient } from '../_shared/providers/twilio/client.ts'
import type { Exchange } from '../_shared/platform/provider-http.ts'

/** Twilio's shared trial number for WhatsApp; no account lists it. */
const sandboxSender = '+14155238886'

/** Refuses credentials that do not open an active account. */
export async function checkAccount(client: TwilioClient, account: TwilioAccount): Promise<void> {
  const answer = answerOf(await client.account(account))
  const status = answer.status === 200 ? (textAt(answer.body, 'status') ?? 'active') : null
  if (status !== 'active') {
    throw new ApiError(422, 'invalid_credentials', 'Twilio refused the account or its token. Check both.')
  }
}

/**
 * Refuses a number that the account cannot send WhatsApp messages from. A sender may be a number that Twilio does
 * not host, so the list of WhatsApp senders decides, and the list of numbers only where that one is not served.
 */
export async function checkSender(
  client: TwilioClient,
  account: TwilioAccount,
  phone: string,
): Promise<void> {
  if (phone === sandboxSender) return
  const senders = answerOf(await client.whatsappSenders(account))
  const known =
    senders.status === 200
      ? listAt(senders.body, 'senders').some((sender) => textAt(sender, 'sender_id') === `whatsapp:${phone}`)
      : await isIncomingNumber(client, account, phone)
  if (!known) {
    throw new ApiError(
      422,
      'unknown_sender',
      'This number is not a WhatsApp sender of the account. Check it in Twilio.',
    )
  }
}

async function isIncomingNumber(
  client: TwilioClient,
  account: TwilioAccount,
  phone: string,
): Promise<boolean> {
  const answer = answerOf(await client.incomingPhoneNumbers(account, phone))
  return listAt(answer.body, 'incoming_phone_numbers')
    .filter(isObject)
    .some((number) => textAt(number, 'phone_number') === phone)
}

function answerOf(exchange: Exchange): Extract<Exchange, { kind: 'answer' }> {
  if (exchange.kind !== 'answer' || exchange.status >= 500 || exchange.status === 429) {
    throw new ApiError(502, 'provider_error', 'Twilio does not answer right now. Try again in a moment.')
  }
  return exchange
}
