import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../../platform/testing.ts'
import { leaseOf } from '../../messaging/testing.ts'
import { createEvolutionClient } from './client.ts'
import { createEvolutionProvider } from './evolution.ts'

const credentials = { api_key: 'key' }

function provider(...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  return { ...createEvolutionProvider(createEvolutionClient(fetch)), asked }
}

const refusal = (status: number, message: unknown) =>
  Response.json({ status, response: { message } }, { status })

describe('send', () => {
  test('asks as version 2 wants it, with the exact address and the quoted message', async () => {
    const evolution = provider(Response.json({ key: { id: '3EB0' } }, { status: 201 }))
    const lease = leaseOf('evolution', {
      to: { raw: '148@lid', phone: null },
      reply_to_provider_id: 'Q1',
      reply_to: { body: 'Posso?', from_me: false },
    })
    expect(await evolution.send(lease, credentials)).toEqual({ outcome: 'sent', providerMessageId: '3EB0' })
    const [call] = evolution.asked
    expect(call?.url).toBe('https://evolution.test/message/sendText/aurora')
    expect(call?.init).toMatchObject({ method: 'POST', redirect: 'manual', headers: { apikey: 'key' } })
    expect(JSON.parse(String(call?.init.body))).toMatchObject({
      number: '148@lid',
      text: 'Olá',
      quoted: { key: { id: 'Q1', fromMe: false }, message: { conversation: 'Posso?' } },
    })
  })

  test('a conversation that Twilio brought is reached by its phone', async () => {
    const evolution = provider(Response.json({ key: { id: '3EB0' } }, { status: 201 }))
    await evolution.send(
      leaseOf('evolution', { to: { raw: 'whatsapp:+551187654321', phone: '+5511987654321' } }),
      credentials,
    )
    expect(JSON.parse(String(evolution.asked[0]?.init.body))).toMatchObject({ number: '5511987654321' })
  })

  test.each([
    ['refused connection', networkErrors.refusedByNode, { outcome: 'temporary' }],
    ['refused connection in Deno', networkErrors.refusedByDeno, { outcome: 'temporary' }],
    ['lost answer', networkErrors.reset, { outcome: 'unknown' }],
    ['time-out', networkErrors.late, { outcome: 'unknown' }],
    ['accepted without an id', Response.json({}, { status: 201 }), { outcome: 'unknown' }],
    ['proxy gave up', new Response('', { status: 504 }), { outcome: 'unknown' }],
    ['500', refusal(500, 'Internal Server Error'), { outcome: 'temporary', code: 'provider_unavailable' }],
    [
      '503 without licence',
      Response.json({ code: 'LICENSE_REQUIRED' }, { status: 503 }),
      { outcome: 'temporary' },
    ],
    ['wrong key', refusal(401, 'Unauthorized'), { outcome: 'permanent', code: 'provider_auth_failed' }],
    ['no instance', refusal(404, ['no']), { outcome: 'permanent', code: 'channel_disconnected' }],
    [
      'phone offline',
      refusal(400, ['Error: Connection Closed']),
      { outcome: 'temporary', code: 'channel_disconnected' },
    ],
    [
      'no WhatsApp',
      refusal(400, [{ exists: false }]),
      { outcome: 'permanent', code: 'number_not_on_whatsapp' },
    ],
    [
      'other refusal',
      refusal(400, ['[object Object]']),
      { outcome: 'permanent', code: 'rejected_by_provider' },
    ],
  ])('%s', async (_name, answer, expected) => {
    expect(await provider(answer).send(leaseOf('evolution'), credentials)).toMatchObject(expected)
  })

  test('429 tells when to come back', async () => {
    const busy = new Response('', { status: 429, headers: { 'retry-after': '30' } })
    expect(await provider(busy).send(leaseOf('evolution'), credentials)).toMatchObject({
      retryAfterSeconds: 30,
    })
  })
})

describe('findSent', () => {
  const at = Date.parse('2026-03-10T12:00:05Z') / 1000
  const row = (id: string, remoteJid: string, text = 'Olá', more = {}) => ({
    key: { id, fromMe: true, remoteJid },
    message: { conversation: text },
    messageTimestamp: at,
    ...more,
  })
  const find = (records: unknown[], to?: { raw: string | null; phone: string | null }) =>
    provider(Response.json({ messages: { records } })).findSent(
      leaseOf('evolution', to ? { to } : {}),
      credentials,
    )

  test('the same words to the same person, oldest first, with or without the ninth digit', async () => {
    const found = await find([
      row('B', '5511987654321@s.whatsapp.net', 'Olá', { messageTimestamp: at + 9 }),
      row('A', '551187654321@s.whatsapp.net'),
      row('C', '5521987654321@s.whatsapp.net'),
      row('D', '5511987654321@s.whatsapp.net', 'Outra coisa'),
      row('E', '5511987654321@s.whatsapp.net', 'Olá', { messageTimestamp: at - 3600 }),
    ])
    expect(found).toEqual({ clear: true, ids: ['A', 'B'] })
  })

  test('it is looked for on every page, and too many pages decide nothing', async () => {
    const page = (records: unknown[], pages: number) => Response.json({ messages: { pages, records } })
    const others = [row('X', '5521987654321@s.whatsapp.net')]
    const two = provider(page(others, 2), page([row('A', '5511987654321@s.whatsapp.net')], 2))
    expect(await two.findSent(leaseOf('evolution'), credentials)).toEqual({ clear: true, ids: ['A'] })
    expect(two.asked.map(({ init }) => JSON.parse(String(init.body)).page)).toEqual([1, 2])
    const many = provider(...Array.from({ length: 10 }, () => page(others, 11)))
    expect(await many.findSent(leaseOf('evolution'), credentials)).toMatchObject({ clear: false })
  })

  test('nothing there', async () => {
    expect(await find([])).toEqual({ clear: true, ids: [] })
  })

  test('the words for somebody who is not named by phone decide nothing', async () => {
    expect(await find([row('A', '999@lid')])).toMatchObject({ clear: false })
    expect(await find([row('A', '999@lid')], { raw: '999@lid', phone: null })).toEqual({
      clear: true,
      ids: ['A'],
    })
  })

  test('a gateway that does not answer decides nothing', async () => {
    expect(await provider(networkErrors.late).findSent(leaseOf('evolution'), credentials)).toMatchObject({
      clear: false,
    })
    expect(await provider(refusal(500, 'x')).findSent(leaseOf('evolution'), credentials)).toMatchObject({
      clear: false,
    })
  })
})

describe('files and other contents', () => {
  const accepted = () => Response.json({ key: { id: '3EB0' } }, { status: 201 })
  const file = {
    path: 't/2026/11/a.webp',
    mime_type: 'image/webp',
    size: 9,
    file_name: null,
    voice: false,
    url: 'https://zelo.test/signed',
  }

  test.each([
    ['sticker', { kind: 'sticker', body: null, media: file }, 'sendSticker', { sticker: file.url }],
    [
      'sound that is no voice message',
      { kind: 'audio', body: null, media: { ...file, mime_type: 'audio/mpeg', file_name: 'a.mp3' } },
      'sendMedia',
      { mediatype: 'audio', mimetype: 'audio/mpeg', fileName: 'a.mp3', media: file.url },
    ],
    [
      'voice message that is no Opus yet',
      { kind: 'audio', body: null, media: { ...file, mime_type: 'audio/mp4', voice: true } },
      'sendWhatsAppAudio',
      { audio: file.url, encoding: true },
    ],
    [
      'file without a name',
      {
        kind: 'document',
        body: 'Veja',
        media: { ...file, path: 't/2026/11/a.pdf', mime_type: 'application/pdf' },
      },
      'sendMedia',
      { mediatype: 'document', fileName: 'a.pdf', caption: 'Veja' },
    ],
    [
      'place without a name',
      { kind: 'location', body: null, content: { latitude: 1, longitude: 2 } },
      'sendLocation',
      { latitude: 1, longitude: 2, name: '-', address: '-' },
    ],
  ])('a %s goes its own way', async (_what, more, route, body) => {
    const evolution = provider(accepted())
    expect(await evolution.send(leaseOf('evolution', more), credentials)).toMatchObject({ outcome: 'sent' })
    expect(evolution.asked[0]?.url).toBe(`https://evolution.test/message/${route}/aurora`)
    expect(JSON.parse(String(evolution.asked[0]?.init.body))).toMatchObject({
      number: '5511987654321',
      ...body,
    })
  })
})
