import { Hono } from 'hono'
import type { Account } from './accounts.ts'
import type { TwilioEnv } from './errors.ts'
import { rfc2822 } from './resource.ts'

const createdAt = rfc2822('2026-01-05T12:00:00Z')

/** The Account resource and its phone numbers. */
export function accountRoutes(accountOf: (sid: string) => Account): Hono<TwilioEnv> {
  const routes = new Hono<TwilioEnv>()

  routes.get('/:file{AC[^/]+\\.json}', (context) => {
    const account = accountOf(context.req.param('file').replace(/\.json$/, ''))
    return context.json({
      sid: account.sid,
      owner_account_sid: account.sid,
      friendly_name: account.friendlyName,
      auth_token: account.authToken,
      status: 'active',
      type: 'Full',
      date_created: createdAt,
      date_updated: createdAt,
      uri: `/2010-04-01/Accounts/${account.sid}.json`,
      subresource_uris: { messages: `/2010-04-01/Accounts/${account.sid}/Messages.json` },
    })
  })

  routes.get('/:account/IncomingPhoneNumbers.json', (context) => {
    const account = accountOf(context.req.param('account'))
    const wanted = context.req.query('PhoneNumber')
    const uri = `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers.json`
    const number = {
      sid: `PN${account.sid.slice(2)}`,
      account_sid: account.sid,
      friendly_name: account.friendlyName,
      phone_number: account.number,
      capabilities: { voice: true, sms: true, mms: true, fax: false },
      status: 'in-use',
      sms_url: account.inboundUrl,
      sms_method: 'POST',
      sms_fallback_url: account.fallbackUrl ?? '',
      status_callback: account.statusUrl ?? '',
      date_created: createdAt,
      date_updated: createdAt,
    }
    const found = !wanted || wanted === account.number ? [number] : []
    return context.json({
      incoming_phone_numbers: found,
      page: 0,
      page_size: 50,
      start: 0,
      end: found.length - 1,
      uri,
      first_page_uri: uri,
      previous_page_uri: null,
      next_page_uri: null,
    })
  })

  return routes
}
