import { describe, expect, test } from 'vitest'
import { sign } from '../../../../../local/simulators/twilio/signature.ts'
import { isTwilioSignature, twilioSignature } from './signature.ts'

const token = '12345'
const url = 'https://zelo.test/functions/v1/twilio-whatsapp-inbound?m=1'
const params = new URLSearchParams({ To: '+1800', From: '+1415', Body: 'Olá & tchau', Digits: '1234' })
const accepts = (signature: string, form = params, key = token, at = url) =>
  isTwilioSignature(signature, key, at, form)

test('the published example of the algorithm', () => {
  const form = new URLSearchParams({
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675310',
    Digits: '1234',
    From: '+14158675310',
    To: '+18005551212',
  })
  expect(twilioSignature(token, 'https://example.com/myapp.php?foo=1&bar=2', form)).toBe(
    'L/OH5YylLD5NRKLltdqwSvS0BnU=',
  )
})

describe('accepts', () => {
  test('what the simulator signs', () => expect(accepts(sign(token, url, params))).toBe(true))

  test('the address with and without the standard port', () => {
    expect(accepts(sign(token, url.replace('zelo.test', 'zelo.test:443'), params))).toBe(true)
    const local = 'http://127.0.0.1:54321/functions/v1/twilio-whatsapp-inbound'
    expect(accepts(sign(token, local, params), params, token, local)).toBe(true)
  })

  test('repeated names once, in order', () => {
    const twice = new URLSearchParams([
      ['A', '2'],
      ['A', '1'],
      ['A', '1'],
    ])
    expect(
      accepts(
        twilioSignature(
          token,
          url,
          new URLSearchParams([
            ['A', '1'],
            ['A', '2'],
          ]),
        ),
        twice,
      ),
    ).toBe(true)
  })
})

describe('refuses', () => {
  const good = sign(token, url, params)
  test('another token', () => expect(accepts(good, params, '54321')).toBe(false))
  test('another address', () => expect(accepts(good, params, token, url.replace('m=1', 'm=2'))).toBe(false))
  test('a changed parameter', () =>
    expect(accepts(good, new URLSearchParams({ ...Object.fromEntries(params), To: '+1' }))).toBe(false))
  test('an empty signature', () => expect(accepts('')).toBe(false))
})
