import fc from 'fast-check'
import { expect, test } from 'vitest'
import { data, envelope, keys, media, type Content } from '../../../../local/simulators/evolution/payloads.ts'
import { redact } from './redact.ts'

const key = keys.directKey({ id: '3A', phone: '5511987654321' })
const webhook = (content: Content) =>
  envelope(
    { instance: 'aurora', apikey: 'live-key', destination: 'https://u:p@hook.test/x?token=t0ps3cret' },
    'messages.upsert',
    data.upsert({ key, content }),
  )

test.each(['object', 'base64'] as const)(
  'keys, media and thumbnails in %s form are gone, the message stays',
  (binary) => {
    const image = media.image({ seed: 's', caption: 'eu', binary, base64: 'QUJD'.repeat(2000) })
    const text = JSON.stringify(redact(JSON.parse(JSON.stringify(webhook(image)))))
    expect(text).not.toMatch(/live-key|t0ps3cret|u:p@|QUJDQUJD/)
    expect(text).toContain('"caption":"eu"')
    expect(text).toContain('"mediaKey":"[binary]"')
    expect(text).toContain('"destination":"https://hook.test/x"')
  },
)

test('a QR code opens the account, so it is not kept', () => {
  const body = {
    event: 'qrcode.updated',
    data: data.qrcode({
      instance: 'aurora',
      code: '2@secret',
      base64: 'data:image/png;base64,AAAA',
    }),
  }
  expect(JSON.stringify(redact(body))).not.toMatch(/2@secret|AAAA/)
})

test('whatever comes in, Postgres can store what goes out', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: false }), fc.string({ unit: 'binary' }), (value, text) => {
      const stored = JSON.stringify(redact({ value, text, [text]: text }))
      expect(stored).not.toContain('\\u0000')
      expect(stored).not.toMatch(/(?<!\\)\\ud[89a-f]/i)
    }),
  )
})

test('depth is bounded', () => {
  const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
  expect(JSON.stringify(redact(deep))).toContain('[too deep]')
})
