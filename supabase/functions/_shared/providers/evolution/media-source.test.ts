import { expect, test } from 'vitest'
import { media } from '../../../../../local/simulators/evolution/payloads.ts'
import { messageOf, sourceOf } from './media-source.ts'

const bodyOf = (binary: 'object' | 'base64') =>
  media.image({ seed: 'x', binary }).message.imageMessage as Parameters<typeof sourceOf>[0]

test.each(['object', 'base64'] as const)(
  'a file is named again to the gateway, its keys told as %s',
  (form) => {
    const body = bodyOf(form)
    const source = sourceOf(body, 'imageMessage')!
    const told = messageOf({ source })
    expect(told).toEqual({
      imageMessage: expect.objectContaining({
        url: body.url,
        directPath: body.directPath,
        mimetype: 'image/jpeg',
        mediaKey: sourceOf(bodyOf('base64'), 'imageMessage')!.mediaKey,
      }),
    })
    expect(Buffer.from(String(source.mediaKey), 'base64').length).toBe(32)
    expect(JSON.stringify(source)).not.toContain('humbnail')
  },
)

test.each([
  ['without a key', { url: 'https://mmg.whatsapp.net/x.enc' }],
  ['without an address', { mediaKey: 'A'.repeat(44) }],
  ['with a key that is none', { url: 'https://x', mediaKey: { '0': 999 } }],
  [
    'with a key that is a book',
    { url: 'https://x', mediaKey: Array.from({ length: 500 }, () => 1) as never },
  ],
])('nothing is kept of a file %s', (_what, body) => {
  expect(sourceOf(body, 'imageMessage')).toBeNull()
})

test('what Twilio names is none of ours', () => {
  expect(messageOf({ source: 'MEaaaa1111' })).toBeNull()
  expect(messageOf({})).toBeNull()
})
