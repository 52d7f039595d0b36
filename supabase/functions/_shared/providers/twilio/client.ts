import { exchange, type Exchange, type Fetch } from '../../platform/provider-http.ts'
import { officialTwilio, type TwilioHosts } from '../../platform/env.ts'

/** Asks Twilio to repeat a webhook that failed: by default it repeats nothing but failed connections. */
export const repeatFailures = '#rc=5&rp=all'

/** An account and the token that opens it. */
export interface TwilioAccount {
  accountSid: string
  authToken: string
}

/** The REST interface of Twilio, one method a resource. */
export interface TwilioClient {
  createMessage(account: TwilioAccount, form: URLSearchParams): Promise<Exchange>
  listMessages(account: TwilioAccount, query: URLSearchParams): Promise<Exchange>
  /** The file of a message: an answer that leads elsewhere, not followed. */
  media(account: TwilioAccount, messageSid: string, mediaSid: string): Promise<Response>
  account(account: TwilioAccount): Promise<Exchange>
  incomingPhoneNumbers(account: TwilioAccount, phone: string): Promise<Exchange>
  whatsappSenders(account: TwilioAccount): Promise<Exchange>
  /** One page of the account's templates with what WhatsApp decided about each. */
  contentAndApprovals(account: TwilioAccount, query: URLSearchParams): Promise<Exchange>
}

const timeoutMs = 10_000

/** The client of the Twilio at these addresses. */
export function createTwilioClient(fetch: Fetch, { apiUrl, contentUrl }: TwilioHosts): TwilioClient {
  const messagingUrl = apiUrl === officialTwilio.apiUrl ? 'https://messaging.twilio.com' : apiUrl

  function call(account: TwilioAccount, url: string, form?: URLSearchParams): Promise<Exchange> {
    return exchange(fetch, {
      method: form ? 'POST' : 'GET',
      url,
      headers: {
        authorization: basicOf(account),
        accept: 'application/json',
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: form.toString() } : {}),
      timeoutMs,
    })
  }
  const basicOf = ({ accountSid, authToken }: TwilioAccount) => `Basic ${btoa(`${accountSid}:${authToken}`)}`
  const base = (account: TwilioAccount) =>
    `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(account.accountSid)}`

  return {
    createMessage: (account, form) => call(account, `${base(account)}/Messages.json`, form),
    listMessages: (account, query) => call(account, `${base(account)}/Messages.json?${query}`),
    media: (account, messageSid, mediaSid) =>
      fetch(
        `${base(account)}/Messages/${encodeURIComponent(messageSid)}/Media/${encodeURIComponent(mediaSid)}`,
        {
          headers: { authorization: basicOf(account) },
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        },
      ),
    account: (account) => call(account, `${base(account)}.json`),
    incomingPhoneNumbers: (account, phone) =>
      call(
        account,
        `${base(account)}/IncomingPhoneNumbers.json?${new URLSearchParams({ PhoneNumber: phone })}`,
      ),
    whatsappSenders: (account) =>
      call(account, `${messagingUrl}/v2/Channels/Senders?Channel=whatsapp&PageSize=100`),
    contentAndApprovals: (account, query) => call(account, `${contentUrl}/v1/ContentAndApprovals?${query}`),
  }
}
