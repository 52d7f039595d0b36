import { describe, expect, test } from 'vitest'
import type { Json } from '../../platform/json.ts'
import { parseMetaJson } from './json.ts'
import { parseMetaWebhook } from './parse.ts'

const now = new Date('2026-11-28T12:00:00Z')

const cloud = {
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '601',
      time: 1,
      changes: [
        {
          field: 'messages',
          value: {
            metadata: { display_phone_number: '5511900000100', phone_number_id: '501' },
            contacts: [{ profile: { name: 'Ana' }, wa_id: '5511900000021', user_id: 'BR.71' }],
            messages: [
              {
                from: '5511900000021',
                id: 'wamid.1',
                timestamp: '1795608000',
                type: 'interactive',
                interactive: { type: 'nfm_reply', nfm_reply: { response_json: '[1]', body: 'Sent' } },
                context: { id: 'wamid.0', from: '5511900000100', forwarded: true },
                referral: { headline: 'x' },
              },
            ],
            statuses: [{ id: 'wamid.2', status: 'failed', errors: [{ code: 131026 }] }],
            history: [
              { metadata: {}, threads: [{ id: '5511900000021', messages: [{ id: 'w', from: '1' }] }] },
            ],
            state_sync: [{ action: 'add', contact: { full_name: 'Ana', phone_number: '5511900000021' } }],
            user_preferences: [{ wa_id: '5511900000021', value: 'stop' }],
          },
        },
        { field: 'account_update', value: { event: 'ACCOUNT_RESTRICTION', restriction_info: [{}] } },
      ],
    },
  ],
}
const social = {
  object: 'instagram',
  entry: [
    {
      id: '801',
      time: 1,
      messaging: [
        {
          sender: { id: '9' },
          recipient: { id: '801' },
          timestamp: 1,
          message: {
            mid: 'm',
            text: 'Oi',
            attachments: [{ type: 'location', payload: { coordinates: { lat: 1, long: 2 } } }],
            reply_to: { story: { url: 'x' } },
          },
        },
        { sender: { id: '9' }, recipient: { id: '801' }, read: { watermark: '1' } },
      ],
    },
  ],
}

/** Numbers that look random and are the same in every run. */
function* digits(seed: number): Generator<number> {
  for (let state = seed; ; state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) yield state
}
const oddities: Json[] = [null, 0, -1, '', 'x', '0', [], {}, [null], { id: {} }, true, 1e20]

/** A copy in which some places hold something odd. */
function spoiled(value: Json, random: Generator<number>): Json {
  const dice = (random.next().value as number) >> 8
  if (dice % 9 === 0) return oddities[dice % oddities.length] ?? null
  if (Array.isArray(value)) return value.map((item) => spoiled(item, random))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoiled(item, random)]))
  }
  return value
}

describe('whatever comes', () => {
  test('is read without a throw, and every event names an account and has a key', () => {
    for (const [place, body] of ([cloud, social] as unknown as Json[]).entries()) {
      const random = digits(place + 7)
      for (let round = 0; round < 2_000; round += 1) {
        for (const event of parseMetaWebhook(spoiled(body, random), now)) {
          expect(event.event_key).not.toBe('')
          expect(event.account).toBeTypeOf('object')
          for (const action of event.actions) {
            if ('at' in action) expect(Number.isNaN(Date.parse(String(action.at)))).toBe(false)
          }
        }
      }
    }
  })

  test('the same again has the same keys', () => {
    const keys = () => parseMetaWebhook(cloud, now).map(({ event_key }) => event_key)
    expect(keys()).toEqual(keys())
  })
})

test('ids that JavaScript would round stay what they are, also beside texts that look like them', () => {
  expect(
    parseMetaJson(
      '{"a":184719329217930001,"b":"x \\" 184719329217930001","c":[-12345678901234567],"d":1.5,"e":12}',
    ),
  ).toEqual({
    a: '184719329217930001',
    b: 'x " 184719329217930001',
    c: ['-12345678901234567'],
    d: 1.5,
    e: 12,
  })
})

test('a form whose answers are no object is still an answer', () => {
  const [event] = parseMetaWebhook(cloud, now)
  expect(event?.actions[0]).toMatchObject({ kind: 'form', body: 'Sent' })
})
