import { expect, test } from 'vitest'
import { bareInboundParams, formBody, inboundParams, statusParams } from './payloads.ts'

const base = { accountSid: 'AC1', from: '+551188887777', to: '+5511900001111', sid: 'SM1' }

test.each([
  [{}, 'text'],
  [{ media: [{ url: 'http://x', contentType: 'audio/ogg' }] }, 'audio'],
  [{ media: [{ url: 'http://x', contentType: 'application/pdf' }] }, 'document'],
  [{ media: [{ url: 'http://x', contentType: 'text/vcard' }] }, 'contacts'],
  [{ location: { latitude: 1, longitude: 2 } }, 'location'],
  [{ button: { id: 'ok', text: 'Confirmar' } }, 'button'],
])('%o is told as %s', (extra, type) => {
  expect(inboundParams({ ...base, ...extra })).toMatchObject({ MessageType: type, WaId: '551188887777' })
})

test('media are numbered from zero', () => {
  const media = ['image/png', 'image/jpeg'].map((contentType, index) => ({
    url: `http://x/${index}`,
    contentType,
  }))
  expect(inboundParams({ ...base, media })).toMatchObject({ NumMedia: '2', MediaUrl1: 'http://x/1' })
})

test('a failed status carries its error and a masked recipient', () => {
  const params = statusParams({ ...base, status: 'failed', errorCode: 63024 })
  expect(params).toMatchObject({
    MessageStatus: 'failed',
    ErrorCode: '63024',
    ChannelToAddress: '+551190000XXXX',
  })
  expect(params).not.toHaveProperty('EventType')
})

test('the bare form survives encoding, null bytes included', () => {
  const params = bareInboundParams({ ...base, body: 'a\0b + ç' })
  expect(new URLSearchParams(formBody(params)).get('Body')).toBe('a\0b + ç')
})
