import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bareInboundParams,
  inboundParams,
  statusParams,
  type InboundOptions,
} from '../../../../../local/simulators/twilio/payloads.ts'
import type { MessageAction } from '../provider.ts'
import { parseTwilioInbound, parseTwilioStatus } from './parse.ts'

const now = new Date('2026-03-10T12:00:00Z')
const base = { accountSid: 'AC1', from: '+551187654321', to: '+14155238886', sid: 'SM1' }
const inbound = (more: Partial<InboundOptions> = {}) =>
  parseTwilioInbound(new URLSearchParams(inboundParams({ ...base, body: 'Olá', ...more })), now)
const file = (contentType: string) => ({ url: 'https://api.twilio.com/x', contentType })

describe('messages', () => {
  test('a text, from the number as Twilio spells it', () => {
    expect(inbound({ profileName: 'Ana' })).toEqual({
      event_type: 'twilio.inbound',
      event_key: 'in:SM1',
      unparsed: null,
      actions: [
        expect.objectContaining({
          provider_message_id: 'SM1',
          address: { phone: '+551187654321', lid: null, group: null, raw: 'whatsapp:+551187654321' },
          contact_name: 'Ana',
          kind: 'text',
          body: 'Olá',
          status: 'received',
        }),
      ],
    })
  })

  const address = (from: string, more: Record<string, string> = {}) => {
    const params = new URLSearchParams(inboundParams({ ...base, body: 'Olá' }))
    for (const [name, value] of Object.entries({ From: from, ...more })) params.set(name, value)
    const { actions, unparsed } = parseTwilioInbound(params, now)
    return unparsed ?? (actions[0] as MessageAction).address
  }

  test('somebody who hides the phone is known by an id, which is no number', () => {
    expect(address('whatsapp:BR.1000000000000201')).toEqual({
      phone: null,
      lid: null,
      user: 'BR.1000000000000201',
      group: null,
      raw: 'whatsapp:BR.1000000000000201',
    })
    expect(address('whatsapp:US.ENT.11x')).toMatchObject({ user: 'US.ENT.11x' })
    expect(address('whatsapp:br.1')).toBe('not_whatsapp')
  })

  test('who shows phone and id is one person', () => {
    expect(address('whatsapp:+551187654321', { ExternalUserId: 'BR.201' })).toEqual({
      phone: '+551187654321',
      lid: null,
      user: 'BR.201',
      group: null,
      raw: 'whatsapp:+551187654321',
    })
    expect(address('whatsapp:+551187654321', { ExternalUserId: '<x>' })).not.toHaveProperty('user')
  })

  test.each([
    ['STOP', 'opt_out'],
    ['START', 'opt_in'],
    ['HELP', undefined],
  ])('what Twilio made of it is told: %s', (type, effect) => {
    const params = new URLSearchParams({
      ...Object.fromEntries(new URLSearchParams(inboundParams({ ...base, body: 'Chega' }))),
      OptOutType: type,
    })
    const [action] = parseTwilioInbound(params, now).actions
    expect((action as MessageAction).content.opt_effect).toBe(effect)
  })

  const kinds: [string, Partial<InboundOptions>, Partial<MessageAction>][] = [
    ['image', { media: [file('image/jpeg')] }, { kind: 'image', body: 'Olá' }],
    ['sticker', { media: [file('image/webp')], body: '' }, { kind: 'sticker', body: null }],
    ['voice', { media: [file('audio/ogg')], body: '' }, { kind: 'audio' }],
    ['video', { media: [file('video/mp4')] }, { kind: 'video' }],
    ['vcard', { media: [file('text/vcard')], body: '' }, { kind: 'contact' }],
    [
      'location',
      { body: '', location: { latitude: -23.5, longitude: -46.6, name: 'Casa' } },
      { kind: 'location' },
    ],
    [
      'button',
      { button: { id: 'b1', text: 'Sim' }, body: 'Sim' },
      { kind: 'button', content: { id: 'b1', title: 'Sim' } },
    ],
    ['list', { list: { id: 'l1', title: 'Terça' }, body: 'Terça' }, { kind: 'list', body: 'Terça' }],
    ['reply', { replyTo: { sid: 'SM0', sender: base.to } }, { reply_to_provider_id: 'SM0' }],
    ['forwarded', { forwarded: true }, { content: { forwarded: true } }],
    [
      'nothing shown',
      { body: '', messageType: 'reaction' },
      { kind: 'unsupported', content: { type: 'reaction' } },
    ],
  ]
  test.each(kinds)('%s', (_name, options, expected) => {
    expect(inbound(options).actions).toEqual([expect.objectContaining(expected)])
  })

  test('the name of a document is no caption', () => {
    const [action] = inbound({ media: [file('application/pdf')], body: 'exame.pdf' }).actions
    expect(action).toMatchObject({ kind: 'document', body: null, media: { file_name: 'exame.pdf' } })
  })

  test('each file of several is a message', () => {
    const { actions } = inbound({ media: [file('image/png'), file('image/jpeg')] })
    expect(actions.map((action) => action.type === 'message' && action.provider_message_id)).toEqual([
      'SM1',
      'SM1:1',
    ])
  })

  test('NUL bytes go, a plain SMS is unparsed', () => {
    expect(inbound({ body: 'a\u0000b' }).actions[0]).toMatchObject({ body: 'ab' })
    const sms = new URLSearchParams(bareInboundParams({ ...base, body: 'oi' }))
    expect(parseTwilioInbound(sms, now)).toMatchObject({ actions: [], unparsed: 'not_whatsapp' })
  })
})

describe('status callbacks', () => {
  const status = (options: Partial<Parameters<typeof statusParams>[0]>, messageId: string | null = null) =>
    parseTwilioStatus(
      new URLSearchParams(statusParams({ ...base, status: 'sent', ...options })),
      messageId,
      now,
    )

  test('each step of the ladder has its key', () => {
    expect(status({ status: 'delivered' })).toMatchObject({
      event_key: 'st:SM1:delivered:',
      actions: [{ status: 'delivered', error_code: null }],
    })
    expect(status({ status: 'queued' }).actions).toEqual([])
  })

  test('a failure carries the reason that a person reads', () => {
    expect(status({ status: 'undelivered', errorCode: 63016 }).actions).toEqual([
      expect.objectContaining({
        status: 'failed',
        error_code: 'outside_24h_window',
        error_detail: 'Twilio 63016',
      }),
    ])
    expect(status({ status: 'failed', errorCode: 63024 }).actions[0]).toMatchObject({
      error_code: 'number_not_on_whatsapp',
    })
  })

  test('only a uuid is taken for our own id', () => {
    const id = '00000000-0000-4000-8000-000000000001'
    expect(status({}, id).actions[0]).toMatchObject({ message_id: id })
    expect(status({}, "1'; drop table").actions[0]).toMatchObject({ message_id: null })
  })
})

test('no form throws', () => {
  const name = fc.constantFrom(
    'From',
    'MessageSid',
    'Body',
    'NumMedia',
    'Latitude',
    'MessageStatus',
    'ErrorCode',
    'X',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' }))), (pairs) => {
      const params = new URLSearchParams(pairs)
      expect(parseTwilioInbound(params, now).event_key).toMatch(/^in:/)
      expect(parseTwilioStatus(params, null, now).event_key).toMatch(/^st:/)
    }),
    { numRuns: 300 },
  )
})
