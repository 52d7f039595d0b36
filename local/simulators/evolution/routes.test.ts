import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type TestWorld } from '../testing.ts'
import type { MessageData } from './envelope.ts'

const key = { apikey: 'demo-evolution-aurora' }
const globalKey = { apikey: 'demo-evolution-global' }
const patient = '5511912345678'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld()
  await world.control('/settings', { statusDelayMs: 5, retryScale: 0.001 })
})
afterEach(() => world.stop())

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = key) =>
  world.json(method, `/evolution${path}`, body, headers)
const sendText = (number = patient, text = 'Olá') =>
  call('POST', '/message/sendText/aurora', { number, text })
const idle = () => world.control('/idle', {})

describe('guards', () => {
  test('an unknown instance is 404 even with a bad key', async () => {
    const answer = await call('GET', '/instance/connectionState/nada', undefined, { apikey: 'errada' })
    expect(answer).toMatchObject({
      status: 404,
      body: { error: 'Not Found', response: { message: ['The "nada" instance does not exist'] } },
    })
  })
  test('a wrong key is 401, both right keys open', async () => {
    const path = '/instance/connectionState/aurora'
    expect((await call('GET', path, undefined, { apikey: 'errada' })).status).toBe(401)
    const open = { status: 200, body: { instance: { instanceName: 'aurora', state: 'open' } } }
    expect(await call('GET', path)).toMatchObject(open)
    expect(await call('GET', path, undefined, globalKey)).toMatchObject(open)
  })
  test('an unknown route answers in the gateway style', async () => {
    const answer = await call('GET', '/nada')
    expect(answer).toMatchObject({ status: 404, body: { response: { message: ['Cannot GET /nada'] } } })
  })
})

describe('sending', () => {
  test('answers 201, then echoes and climbs the ticks with the whole envelope', async () => {
    const answer = await sendText()
    expect(answer).toMatchObject({ status: 201, body: { status: 'PENDING', key: { fromMe: true } } })
    const sent = answer.body as MessageData
    await expect.poll(() => world.receiver.events().length).toBe(3)
    await world.control('/read', { provider: 'evolution', phone: patient })
    await idle()
    const [echo] = world.receiver.events('send.message')
    const ticks = world.receiver.events('messages.update')
    expect(echo).toMatchObject({
      event: 'send.message',
      instance: 'aurora',
      apikey: 'demo-evolution-aurora',
      sender: '5511940041000@s.whatsapp.net',
      data: { key: sent.key, message: { conversation: 'Olá' } },
    })
    expect(Object.keys(echo ?? {})).toEqual(
      'event instance data destination date_time sender server_url apikey'.split(' '),
    )
    const statuses = ticks.map(({ data }) => (data as { status: string }).status)
    expect(statuses.sort()).toEqual(['DELIVERY_ACK', 'READ', 'SERVER_ACK'])
    expect(ticks.every(({ data }) => (data as { keyId: string }).keyId === sent.key.id)).toBe(true)
  })

  test('the number is the one WhatsApp knows', async () => {
    const { body } = await sendText('+55 (31) 98765-4321')
    expect((body as MessageData).key.remoteJid).toBe('553187654321@s.whatsapp.net')
  })

  test('a blank text, a number without WhatsApp and a closed connection are 400', async () => {
    expect(await sendText(patient, ' ')).toMatchObject({
      status: 400,
      body: { response: { message: ['Text is required'] } },
    })
    expect(await sendText('5511999900404')).toMatchObject({
      status: 400,
      body: { response: { message: [{ exists: false, number: '5511999900404' }] } },
    })
    await world.control('/connection', { state: 'close' })
    expect(await sendText()).toMatchObject({
      status: 400,
      body: { response: { message: ['Error: Connection Closed'] } },
    })
  })

  test('a message can be found by its key, and its media fetched', async () => {
    const media = Buffer.from('zelo').toString('base64')
    const body = {
      number: patient,
      mediatype: 'document',
      media,
      fileName: 'a.pdf',
      mimetype: 'application/pdf',
    }
    const sent = (await call('POST', '/message/sendMedia/aurora', body)).body as MessageData
    const found = await call('POST', '/chat/findMessages/aurora', { where: { key: { id: sent.key.id } } })
    expect(found.body).toMatchObject({ messages: { total: 1, records: [{ key: sent.key }] } })
    const past = { gte: '2020-01-01T00:00:00Z', lte: '2020-01-02T00:00:00Z' }
    const none = await call('POST', '/chat/findMessages/aurora', { where: { messageTimestamp: past } })
    expect(none.body).toMatchObject({ messages: { total: 0 } })
    const file = await call('POST', '/chat/getBase64FromMediaMessage/aurora', { message: { key: sent.key } })
    expect(file).toMatchObject({
      status: 201,
      body: { base64: media, mediaType: 'documentMessage', fileName: 'a.pdf' },
    })
  })
})

describe('faults', () => {
  const fault = (plan: Record<string, unknown>) =>
    world.control('/faults', { provider: 'evolution', ...plan })

  test('429 and 500 are used up', async () => {
    await fault({ status429: 1, status500: 1 })
    expect([(await sendText()).status, (await sendText()).status, (await sendText()).status]).toEqual([
      429, 500, 201,
    ])
  })

  test('a 429 may say when to come back', async () => {
    await fault({ status429: 1, retryAfter: 30 })
    expect((await sendText()).headers.get('retry-after')).toBe('30')
  })

  test('a dropped answer hides a send that happened', async () => {
    await fault({ dropAfterAccept: 1 })
    await expect(sendText()).rejects.toThrow()
    await expect.poll(() => world.receiver.events('send.message').length).toBe(1)
    const messages = await world.json('GET', `/control/messages?phone=${patient}`)
    expect(messages.body).toMatchObject([{ text: 'Olá', from: 'clinic' }])
  })

  test('a timeout has no effect', async () => {
    await fault({ timeout: 1 })
    const body = JSON.stringify({ number: patient, text: 'Olá' })
    const headers = { ...key, 'content-type': 'application/json' }
    const request = fetch(`${world.url}/evolution/message/sendText/aurora`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(100),
    })
    await expect(request).rejects.toThrow()
    expect((await world.json('GET', '/control/messages')).body).toEqual([])
  })

  test('duplicates, reversed statuses, statuses before the answer, and silence', async () => {
    await fault({ duplicate: true, outOfOrder: true, statusBeforeResponse: true })
    await sendText()
    await idle()
    const statuses = world.receiver
      .events()
      .map(({ event, data }) => (event === 'send.message' ? 'echo' : (data as { status: string }).status))
    expect(statuses).toHaveLength(6)
    expect(statuses[0]).toBe('DELIVERY_ACK')
    await fault({ noCallbacks: true, duplicate: false })
    const before = world.receiver.received.length
    await sendText()
    await idle()
    expect(world.receiver.received.length).toBe(before)
  })
})

describe('webhooks', () => {
  test('are retried on a failure, and never after the final client errors', async () => {
    world.receiver.answers.push({ status: 503 }, { status: 500 }, { status: 200 }, { status: 401 })
    const first = await world.control('/inbound', { provider: 'evolution', from: patient, text: 'um' })
    expect(first.body).toMatchObject({ status: 503 })
    await idle()
    expect(world.receiver.received).toHaveLength(3)
    await world.control('/inbound', { provider: 'evolution', from: patient, text: 'dois' })
    await idle()
    expect(world.receiver.received).toHaveLength(4)
  })

  test('carry the configured headers and only the subscribed events', async () => {
    const webhook = {
      enabled: true,
      url: `${world.receiver.url}/hook`,
      headers: { 'x-webhook-token': 's3cr3t' },
      byEvents: true,
      events: ['MESSAGES_UPDATE'],
    }
    expect(await call('POST', '/webhook/set/aurora', webhook)).toMatchObject({ status: 400 })
    const set = await call('POST', '/webhook/set/aurora', { webhook })
    expect(set).toMatchObject({ status: 201, body: { webhookByEvents: true, events: ['MESSAGES_UPDATE'] } })
    await sendText()
    await expect.poll(() => world.receiver.received.length).toBe(2)
    expect(world.receiver.received[0]).toMatchObject({
      path: '/hook/messages-update',
      headers: { 'x-webhook-token': 's3cr3t' },
    })
  })
})

describe('instances', () => {
  test('are created, shown as QR, scanned, logged out and deleted', async () => {
    const wish = { instanceName: 'nova', integration: 'WHATSAPP-BAILEYS', qrcode: true, token: 't1' }
    expect((await call('POST', '/instance/create', wish)).status).toBe(401)
    const created = await call('POST', '/instance/create', wish, globalKey)
    expect(created).toMatchObject({ status: 201, body: { hash: 't1', instance: { status: 'connecting' } } })
    expect((created.body as { qrcode: { base64: string } }).qrcode.base64).toMatch(/^data:image\/png;base64,/)
    expect((await call('POST', '/instance/create', wish, globalKey)).status).toBe(403)
    const own = { apikey: 't1' }
    const url = `${world.receiver.url}/nova`
    await call('POST', '/webhook/set/nova', { webhook: { enabled: true, url, events: [] } }, own)
    await world.control('/scan', { instance: 'nova', number: '5511955554444', name: 'Nova' })
    await idle()
    expect(world.receiver.events('connection.update')).toMatchObject([
      { data: { state: 'open', wuid: '5511955554444@s.whatsapp.net', profileName: 'Nova' } },
    ])
    expect((await call('DELETE', '/instance/logout/nova', undefined, own)).status).toBe(200)
    expect((await call('DELETE', '/instance/logout/nova', undefined, own)).status).toBe(400)
    expect((await call('DELETE', '/instance/delete/nova', undefined, own)).status).toBe(200)
    expect((await call('GET', '/instance/connect/nova', undefined, own)).status).toBe(404)
  })
})

describe('a patient', () => {
  const inbound = (message: Record<string, unknown>) =>
    world.control('/inbound', { provider: 'evolution', from: patient, ...message })

  test('writes every kind of message', async () => {
    const types = 'text image audio video document sticker location contact button list other'.split(' ')
    for (const type of types) await inbound({ type, text: type === 'text' ? 'Oi' : '' })
    const seen = world.receiver.events('messages.upsert').map(({ data }) => (data as MessageData).messageType)
    expect(seen).toEqual([
      'conversation',
      'imageMessage',
      'audioMessage',
      'videoMessage',
      'documentMessage',
      'stickerMessage',
      'locationMessage',
      'contactMessage',
      'buttonsResponseMessage',
      'listResponseMessage',
      'holographicMessage',
    ])
  })

  test('edits, reacts, replies and deletes', async () => {
    const { body } = await inbound({ text: 'Oi', id: 'AC01' })
    expect(body).toMatchObject({ id: 'AC01', status: 200 })
    await inbound({ type: 'edit', target: 'AC01', text: 'Olá' })
    await inbound({ type: 'reaction', target: 'AC01', emoji: '👍' })
    await inbound({ type: 'reply', replyTo: 'AC01', text: 'Resposta' })
    await inbound({ type: 'delete', target: 'AC01' })
    expect(world.receiver.events().slice(1)).toMatchObject([
      { event: 'messages.edited', data: { key: { id: 'AC01' }, editedMessage: { conversation: 'Olá' } } },
      {
        event: 'messages.upsert',
        data: { message: { reactionMessage: { text: '👍', key: { id: 'AC01' } } } },
      },
      { event: 'messages.upsert', data: { contextInfo: { stanzaId: 'AC01' } } },
      { event: 'messages.delete', data: { id: 'AC01', status: 'DELETED' } },
    ])
  })

  test('hides behind a LID and still has one conversation', async () => {
    await inbound({ text: 'um', lid: true, lidStyle: 'alt' })
    await inbound({ text: 'dois', lid: false })
    const [first] = world.receiver.events()
    expect(first).toMatchObject({
      data: { key: { remoteJidAlt: `${patient}@s.whatsapp.net`, addressingMode: 'lid' } },
    })
    const { body } = await world.json('GET', `/control/messages?phone=${patient}`)
    expect(body).toMatchObject([{ text: 'um' }, { text: 'dois' }])
  })
})

test('a message of the demo conversations can be edited and deleted, another unknown one cannot', async () => {
  const remoteJid = `${patient}@s.whatsapp.net`
  for (const [id, status] of [
    ['DEMO000000000001', 201],
    ['3EB0FFFFFFFFFFFF', 400],
  ] as const) {
    const about = { remoteJid, fromMe: true, id }
    const edit = { number: remoteJid, key: about, text: 'Certo' }
    expect((await call('POST', '/chat/updateMessage/aurora', edit)).status).toBe(status)
    expect((await call('DELETE', '/chat/deleteMessageForEveryone/aurora', about)).status).toBe(status)
  }
})

test('a GIF, a voice message and a sound file say what they are, and files of the demo can be sent', async () => {
  const inbound = (body: object) =>
    world.control('/inbound', { provider: 'evolution', from: patient, ...body })
  await inbound({ type: 'gif', media: { sample: 'comemoracao.mp4' } })
  await inbound({ type: 'audio' })
  await inbound({ type: 'audio', voice: false, media: { sample: 'voz-mae.ogg' } })
  await inbound({ type: 'text', text: 'Oi, gente', name: 'Beatriz', group: '120363041234567890@g.us' })
  expect(world.receiver.events('messages.upsert')).toMatchObject([
    { data: { message: { videoMessage: { gifPlayback: true, mimetype: 'video/mp4' } } } },
    { data: { message: { audioMessage: { ptt: true } } } },
    { data: { message: { audioMessage: { ptt: false, fileLength: '46286' } } } },
    { data: { key: { remoteJid: '120363041234567890@g.us' }, pushName: 'Beatriz' } },
  ])
})

test('instances, webhooks and conversations survive a restart', async () => {
  await sendText()
  const webhook = { enabled: true, url: `${world.receiver.url}/depois`, events: [] }
  await call('POST', '/webhook/set/aurora', { webhook })
  await world.restart()
  expect((await call('GET', '/webhook/find/aurora')).body).toMatchObject({ url: webhook.url })
  expect((await world.json('GET', `/control/messages?phone=${patient}`)).body).toMatchObject([
    { text: 'Olá' },
  ])
})
