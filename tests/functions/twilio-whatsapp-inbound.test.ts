import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { formBody, inboundParams, statusParams, type Params } from '../../local/simulators/twilio/payloads.ts'
import { sign } from '../../local/simulators/twilio/signature.ts'
import { createHandler } from '../../supabase/functions/twilio-whatsapp-inbound/handler.ts'
import { connectChannels, createFunctions, publicUrl, stored, twilio } from './support/functions.ts'

const functions = await createFunctions(() => Promise.reject(new Error('no provider is called')))
await connectChannels(functions)
const { deps, testDatabase } = functions
const handler = createHandler(deps)
const patient = '+5511987654321'

let count = 0
const inbound = (more: Params = {}): Params => ({
  ...inboundParams({
    accountSid: twilio.accountSid,
    from: patient,
    to: twilio.phone,
    sid: `SM${(count += 1)}`,
    body: 'Olá',
  }),
  ...more,
})

/** Signs for the public address, posts to the inner one, as the platform's gateway hands it on. */
function post(params: Params, options: { path?: string; token?: string; signature?: string | null } = {}) {
  const { path = '', token = twilio.authToken } = options
  const body = formBody(params)
  const signature = sign(token, `${publicUrl}/twilio-whatsapp-inbound${path}`, new URLSearchParams(body))
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' })
  if (options.signature !== null) headers.set('x-twilio-signature', options.signature ?? signature)
  return handler(
    new Request(`http://edge.internal/twilio-whatsapp-inbound${path}`, { method: 'POST', headers, body }),
  )
}

test('a signed message is stored and answered with an empty TwiML document', async () => {
  const before = await stored(testDatabase)
  const params = inbound()
  const response = await post(params)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8'])
  expect(await response.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response></Response>')
  expect((await post(params)).status).toBe(200)
  const after = await stored(testDatabase)
  expect([after.events - before.events, after.messages - before.messages]).toEqual([1, 1])
})

test('a status callback is answered with 204, also before its message is known', async () => {
  const params = statusParams({
    accountSid: twilio.accountSid,
    sid: 'SMunknown',
    from: twilio.phone,
    to: patient,
    status: 'delivered',
  })
  const path = '/status?m=00000000-0000-4000-8000-00000000ffff'
  expect((await post(params, { path })).status).toBe(204)
})

test('NUL bytes and repeated parameters reach the database', async () => {
  const response = await post(inbound({ Body: 'a\u0000b', Odd: '\u0000' }))
  expect(response.status).toBe(200)
})

test('an id that no index takes is stored as unparsed', async () => {
  const before = await stored(testDatabase)
  // Random: a long repetition is compressed, and then it fits.
  const response = await post(inbound({ MessageSid: randomBytes(10_000).toString('hex') }))
  expect(response.status).toBe(200)
  const after = await stored(testDatabase)
  expect([after.events - before.events, after.messages - before.messages]).toEqual([1, 0])
})

describe('refused, and nothing stored', () => {
  test.each([
    ['a wrong token', () => post(inbound(), { token: 'other' }), 403],
    ['no signature', () => post(inbound(), { signature: null }), 403],
    [
      'a signature of another address',
      () => post(inbound(), { signature: sign(twilio.authToken, publicUrl, new URLSearchParams()) }),
      403,
    ],
    ['an unknown account', () => post(inbound({ AccountSid: 'ACnobody' })), 403],
    ['an account that is no id', () => post(inbound({ AccountSid: "'; drop" })), 403],
    ['a body beyond 6 MB', () => post(inbound({ Body: 'x'.repeat(6_500_000) })), 413],
    [
      'JSON',
      () =>
        handler(
          new Request('http://x/twilio-whatsapp-inbound', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: '{}',
          }),
        ),
      415,
    ],
    ['GET', () => handler(new Request('http://x/twilio-whatsapp-inbound')), 405],
  ] as const)('%s', async (_name, send, status) => {
    const before = await stored(testDatabase)
    expect((await send()).status).toBe(status)
    expect(await stored(testDatabase)).toEqual(before)
  })
})
