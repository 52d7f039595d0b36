import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../../platform/testing.ts'
import { leaseOf } from '../../messaging/testing.ts'
import { officialTwilio } from '../../platform/env.ts'
import { createTwilioClient } from './client.ts'
import { createTwilioProvider } from './twilio.ts'

const credentials = { auth_token: 'token' }
const statusUrl = 'https://zelo.test/functions/v1/twilio-whatsapp-inbound/status'

function provider(...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  return { ...createTwilioProvider(createTwilioClient(fetch, officialTwilio), statusUrl, fetch), asked }
}

const refusal = (status: number, code: number) => Response.json({ code, message: 'x', status }, { status })

describe('send', () => {
  test('posts a form with a callback that names our message', async () => {
    const twilio = provider(Response.json({ sid: 'SM1', status: 'queued' }, { status: 201 }))
    const lease = leaseOf('twilio', { to: { raw: 'whatsapp:+551187654321', phone: '+5511987654321' } })
    expect(await twilio.send(lease, credentials)).toEqual({ outcome: 'sent', providerMessageId: 'SM1' })
    const [call] = twilio.asked
    expect(call?.url).toBe('https://api.twilio.com/2010-04-01/Accounts/ACtest/Messages.json')
    expect(call?.init.headers).toMatchObject({ authorization: `Basic ${btoa('ACtest:token')}` })
    expect(Object.fromEntries(new URLSearchParams(String(call?.init.body)))).toEqual({
      To: 'whatsapp:+551187654321',
      From: 'whatsapp:+14155238886',
      Body: 'Olá',
      StatusCallback: `${statusUrl}?m=${lease.message_id}#rc=5&rp=all`,
    })
  })

  test('answers somebody who hides the phone at the same address', async () => {
    const twilio = provider(Response.json({ sid: 'SM1' }, { status: 201 }))
    await twilio.send(leaseOf('twilio', { to: { raw: 'whatsapp:BR.1000', phone: null } }), credentials)
    expect(new URLSearchParams(String(twilio.asked[0]?.init.body)).get('To')).toBe('whatsapp:BR.1000')
  })

  test.each([
    ['refused connection', networkErrors.refusedByDeno, { outcome: 'temporary' }],
    ['lost answer', networkErrors.reset, { outcome: 'unknown' }],
    ['time-out', networkErrors.late, { outcome: 'unknown' }],
    ['busy', refusal(429, 20429), { outcome: 'temporary' }],
    ['500', refusal(500, 20500), { outcome: 'temporary' }],
    ['rate of the number', refusal(400, 63018), { outcome: 'temporary' }],
    ['wrong token', refusal(401, 20003), { outcome: 'permanent', code: 'provider_auth_failed' }],
    ['invalid number', refusal(400, 21211), { outcome: 'permanent', code: 'invalid_number' }],
    ['said STOP', refusal(400, 21610), { outcome: 'permanent', code: 'opted_out_at_provider' }],
    ['outside the window', refusal(400, 63016), { outcome: 'permanent', code: 'outside_24h_window' }],
    ['no WhatsApp', refusal(400, 63024), { outcome: 'permanent', code: 'number_not_on_whatsapp' }],
    ['an unknown template', refusal(400, 21655), { outcome: 'permanent', code: 'template_not_found' }],
    ['wrong variables', refusal(400, 21656), { outcome: 'permanent', code: 'template_variables_invalid' }],
    ['another language', refusal(400, 63027), { outcome: 'permanent', code: 'template_not_found' }],
    ['wrong parameters', refusal(400, 63028), { outcome: 'permanent', code: 'template_variables_invalid' }],
    ['a rejected template', refusal(400, 63040), { outcome: 'permanent', code: 'template_rejected' }],
    ['a paused template', refusal(400, 63041), { outcome: 'permanent', code: 'template_rejected' }],
    ['a disabled template', refusal(400, 63042), { outcome: 'permanent', code: 'template_rejected' }],
    ['anything else', refusal(400, 63013), { outcome: 'permanent', code: 'rejected_by_provider' }],
  ])('%s', async (_name, answer, expected) => {
    expect(await provider(answer).send(leaseOf('twilio'), credentials)).toMatchObject(expected)
  })

  test('a template is named in the place of a text', async () => {
    const sidOf = (n: number) => Response.json({ sid: `SM${n}` }, { status: 201 })
    const twilio = provider(sidOf(1), sidOf(2))
    const template = { external_id: 'HX1', variables: { '1': 'Ana', '2': '10/09' } }
    await twilio.send(leaseOf('twilio', { body: 'Olá, Ana: 10/09', template }), credentials)
    await twilio.send(leaseOf('twilio', { template: { ...template, variables: {} } }), credentials)
    const [filled, plain] = twilio.asked.map(({ init }) =>
      Object.fromEntries(new URLSearchParams(String(init.body))),
    )
    expect(filled).toMatchObject({ ContentSid: 'HX1', ContentVariables: '{"1":"Ana","2":"10/09"}' })
    expect(filled).not.toHaveProperty('Body')
    expect(plain).toMatchObject({ ContentSid: 'HX1' })
    expect(plain).not.toHaveProperty('ContentVariables')
  })

  test('what cannot arrive is not sent at all', async () => {
    const twilio = provider()
    expect(await twilio.send(leaseOf('twilio', { body: 'a'.repeat(1601) }), credentials)).toMatchObject({
      code: 'body_too_long',
    })
    expect(
      await twilio.send(leaseOf('twilio', { to: { raw: '1@lid', phone: null } }), credentials),
    ).toMatchObject({ code: 'invalid_number' })
    expect(twilio.asked).toEqual([])
  })
})

describe('findSent', () => {
  const message = (sid: string, more = {}) => ({
    sid,
    to: 'whatsapp:+551187654321',
    body: 'Olá',
    direction: 'outbound-api',
    date_created: 'Tue, 10 Mar 2026 12:00:03 +0000',
    ...more,
  })

  test('oldest first, of the same words to the same person since the attempt', async () => {
    const messages = [
      message('SM3'),
      message('SM2', { direction: 'inbound' }),
      message('SM1'),
      message('SM0', { date_created: 'Tue, 10 Mar 2026 11:00:00 +0000' }),
    ]
    const twilio = provider(Response.json({ messages }))
    expect(await twilio.findSent(leaseOf('twilio'), credentials)).toEqual({
      clear: true,
      ids: ['SM1', 'SM3'],
    })
    expect(twilio.asked[0]?.url).toContain('DateSent%3E=2026-03-10')
  })

  test('a template is found by its text, whatever Twilio shows around it', async () => {
    const template = { external_id: 'HX1', variables: {} }
    const messages = [message('SM2', { body: 'Clínica\nOlá' }), message('SM1', { body: 'Bom dia' })]
    const found = (more = {}) =>
      provider(Response.json({ messages })).findSent(leaseOf('twilio', more), credentials)
    expect(await found({ template })).toEqual({ clear: true, ids: ['SM2'] })
    expect(await found()).toEqual({ clear: true, ids: [] })
  })

  test('Twilio not answering decides nothing', async () => {
    expect(await provider(networkErrors.late).findSent(leaseOf('twilio'), credentials)).toMatchObject({
      clear: false,
    })
  })
})

describe('files and places', () => {
  const sent = () => Response.json({ sid: 'SM1' }, { status: 201 })
  const formOf = (asked: { init: RequestInit }[]) => new URLSearchParams(String(asked[0]?.init.body))

  test('a file goes by its address, with its words', async () => {
    const twilio = provider(sent())
    const media = {
      path: 't/a.jpg',
      mime_type: 'image/jpeg',
      size: 9,
      file_name: null,
      voice: false,
      url: 'https://z.test/s',
    }
    await twilio.send(leaseOf('twilio', { kind: 'image', body: 'Olha', media }), { auth_token: 't' })
    expect(Object.fromEntries(formOf(twilio.asked))).toMatchObject({
      MediaUrl: 'https://z.test/s',
      Body: 'Olha',
    })
  })

  test('a place is a point on the map with its name', async () => {
    const twilio = provider(sent())
    const content = { latitude: -23.5, longitude: -46.6, name: 'Clínica Aurora' }
    await twilio.send(leaseOf('twilio', { kind: 'location', body: null, content }), { auth_token: 't' })
    expect(Object.fromEntries(formOf(twilio.asked))).toMatchObject({
      Body: 'Clínica Aurora',
      PersistentAction: 'geo:-23.5,-46.6|Clínica Aurora',
    })
  })

  test('nothing that was sent can be changed', async () => {
    expect(await provider().change({} as never, {})).toMatchObject({
      outcome: 'permanent',
      code: 'not_supported',
    })
  })
})
