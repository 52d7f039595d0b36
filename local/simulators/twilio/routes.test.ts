import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { demo } from '../demo.ts'
import { startWorld, type TestWorld } from '../testing.ts'
import { sign } from './signature.ts'

const sid = 'ACdemo00000000000000000000000000'
const token = 'demo-twilio-horizonte'
const base = `/twilio/2010-04-01/Accounts/${sid}`
const sender = 'whatsapp:+14155238886'
const patient = '5511912345678'

let world: TestWorld
beforeEach(async () => {
  world = await startWorld()
  await world.control('/settings', { statusDelayMs: 5, retryScale: 0.001 })
})
afterEach(() => world.stop())

const basic = (password = token) => ({
  authorization: `Basic ${Buffer.from(`${sid}:${password}`).toString('base64')}`,
})
const get = (path: string, password?: string) => world.json('GET', path, undefined, basic(password))
const inbound = (message: Record<string, unknown> = {}) =>
  world.control('/inbound', { provider: 'twilio', from: patient, text: 'Oi', ...message })
const idle = () => world.control('/idle', {})
const statuses = () =>
  world.receiver
    .forms()
    .filter((form) => form.has('MessageStatus'))
    .map((form) => form.get('MessageStatus'))

async function send(fields: Record<string, string> = {}) {
  const form = new URLSearchParams({ To: `whatsapp:+${patient}`, From: sender, Body: 'Olá', ...fields })
  const response = await fetch(`${world.url}${base}/Messages.json`, {
    method: 'POST',
    headers: basic(),
    body: form,
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('credentials', () => {
  test('a wrong token is 20003, another account 20404', async () => {
    expect(await get(`${base}.json`, 'errado')).toMatchObject({
      status: 401,
      body: { code: 20003, status: 401 },
    })
    expect(await get('/twilio/2010-04-01/Accounts/AC00000000000000000000000000000001.json')).toMatchObject({
      status: 404,
      body: { code: 20404 },
    })
  })
  test('the account, its numbers and its senders are shown', async () => {
    expect((await get('/twilio/v2/Channels/Senders')).body).toMatchObject({
      senders: [{ sender_id: sender, status: 'ONLINE' }],
    })
    expect((await get(`${base}.json`)).body).toMatchObject({ sid, status: 'active' })
    expect((await get(`${base}/IncomingPhoneNumbers.json`)).body).toMatchObject({
      incoming_phone_numbers: [{ phone_number: '+14155238886' }],
    })
  })
})

describe('templates', () => {
  const names = (page: unknown) =>
    (page as { contents: { friendly_name: string }[] }).contents.map(({ friendly_name: name }) => name)

  test('are listed page by page, with what WhatsApp decided', async () => {
    const first = (await get('/twilio-content/v1/ContentAndApprovals?PageSize=3')).body
    expect(first).toMatchObject({
      contents: [
        { approval_requests: { status: 'pending' } },
        { approval_requests: { status: 'approved' } },
        {},
      ],
    })
    const { next_page_url: next } = (first as { meta: { next_page_url: string } }).meta
    const second = (await get(next.slice(world.url.length))).body
    expect(second).toMatchObject({ meta: { page: 1, next_page_url: null } })
    expect([...names(first), ...names(second)]).toEqual([
      'novos_horarios',
      'sessao_online',
      'pesquisa_satisfacao',
      'lembrete_consulta',
      'confirmacao_consulta',
    ])
  })

  test('go out with their variables filled in', async () => {
    const ContentSid = 'HX00000000000000000000000000000001'
    const ContentVariables = '{"1":"Bia","2":"02/12","3":"9h"}'
    const { status, body } = await send({ Body: '', ContentSid, ContentVariables })
    expect([status, body.body]).toEqual([
      201,
      'Olá, Bia! Sua consulta está marcada para 02/12, às 9h. Podemos confirmar a sua presença?',
    ])
  })

  test.each([
    ['an unknown one', 'HX00000000000000000000000000000009', '{}', 21655],
    ['one that is not approved', 'HX00000000000000000000000000000004', '{}', 21655],
    ['variables that are no JSON', 'HX00000000000000000000000000000001', '{1}', 21656],
    ['a value with a line break', 'HX00000000000000000000000000000001', '{"1":"a\\nb"}', 21656],
  ])('%s is refused', async (_what, ContentSid, ContentVariables, code) => {
    expect((await send({ Body: '', ContentSid, ContentVariables })).body).toMatchObject({ code })
  })
})

describe('inbound', () => {
  test('is signed over the called address', async () => {
    expect((await inbound()).body).toMatchObject({ status: 200 })
    const [webhook] = world.receiver.received
    const url = `${world.receiver.url}/functions/v1/twilio-whatsapp-inbound`
    expect(webhook?.headers['x-twilio-signature']).toBe(sign(token, url, new URLSearchParams(webhook?.body)))
    expect(Object.fromEntries(new URLSearchParams(webhook?.body))).toMatchObject({
      From: `whatsapp:+${patient}`,
      To: sender,
      WaId: patient,
      Body: 'Oi',
      ProfileName: 'Beatriz Almeida',
      MessageType: 'text',
      SmsStatus: 'received',
    })
  })

  test('media needs the credentials, and the file itself must not get them', async () => {
    await inbound({ type: 'image', text: '' })
    const address = world.receiver.forms()[0]?.get('MediaUrl0') ?? ''
    expect((await fetch(address)).status).toBe(401)
    const redirect = await fetch(address, { headers: basic(), redirect: 'manual' })
    expect(redirect.status).toBe(307)
    const location = redirect.headers.get('location') ?? ''
    expect((await fetch(location, { headers: basic() })).status).toBe(400)
    const file = await fetch(location)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  test('a plain text answer is texted to the patient', async () => {
    world.receiver.answers.push({ status: 200, type: 'text/plain;charset=UTF-8', body: 'ok' })
    await inbound()
    await expect
      .poll(async () => (await world.json('GET', `/control/messages?phone=${patient}`)).body)
      .toMatchObject([{ text: 'Oi' }, { text: 'ok', from: 'clinic' }])
  })

  test('a server error is not tried again unless the address asks for it', async () => {
    world.receiver.answers.push({ status: 503 })
    await inbound()
    await idle()
    expect(world.receiver.received).toHaveLength(1)
    const inboundUrl = `${world.receiver.url}/hook#rc=2&rp=all`
    await world.control('/accounts', { sid, authToken: token, number: '+14155238886', inboundUrl })
    world.receiver.answers.push({ status: 503 })
    await inbound()
    await idle()
    expect(world.receiver.received.map(({ path }) => path).slice(1)).toEqual(['/hook', '/hook'])
  })
})

describe('sending', () => {
  test('is queued at once and told by callbacks to the address of the message', async () => {
    await inbound()
    const StatusCallback = `${world.receiver.url}/status?client=7`
    const { status, body } = await send({ StatusCallback })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      num_media: '0',
      error_code: null,
    })
    await expect.poll(statuses).toEqual(['queued', 'sent', 'delivered'])
    await world.control('/read', { provider: 'twilio', phone: patient })
    expect(statuses()).toEqual(['queued', 'sent', 'delivered', 'read'])
    const last = world.receiver.received.at(-1)
    expect(last?.path).toBe('/status?client=7')
    expect(last?.headers['x-twilio-signature']).toBe(
      sign(token, StatusCallback, new URLSearchParams(last?.body)),
    )
    expect((await get(`${base}/Messages/${String(body.sid)}.json`)).body).toMatchObject({ status: 'read' })
  })

  test('free text outside the 24 hours is accepted and fails later; a template does not', async () => {
    await inbound({ at: new Date(Date.now() - 25 * 3600_000).toISOString() })
    expect((await send()).status).toBe(201)
    await expect.poll(statuses).toEqual(['queued', 'failed'])
    expect(world.receiver.forms().at(-1)?.get('ErrorCode')).toBe('63016')
    const template = {
      Body: '',
      ContentSid: 'HX00000000000000000000000000000001',
      ContentVariables: '{"1":"Bia"}',
    }
    expect((await send(template)).body.body).toContain('Olá, Bia!')
    await expect.poll(statuses).toEqual(['queued', 'failed', 'queued', 'sent', 'delivered'])
  })

  test('whoever writes to the clinic in the demo data can be answered in free text', async () => {
    const seed = readFileSync(join(import.meta.dirname, '../../../supabase/seed.sql'), 'utf8')
    const phones = [...seed.matchAll(/\('horizonte', '(\d+)', '[^']+', \d+, false,/g)].map(
      ([, phone]) => phone,
    )
    expect(phones).toHaveLength(2)
    expect(demo.twilio.wroteLately).toEqual(expect.arrayContaining(phones))
    for (const phone of phones) await send({ To: `whatsapp:+${phone}` })
    const inOrder = () => statuses().sort()
    await expect.poll(inOrder).toEqual(['delivered', 'delivered', 'queued', 'queued', 'sent', 'sent'])
  })

  test('the last five digits of a number choose its error', async () => {
    expect(await send({ To: 'whatsapp:+5511998721610' })).toMatchObject({
      status: 400,
      body: { code: 21610 },
    })
    expect(await send({ To: 'whatsapp:+5511998720429' })).toMatchObject({
      status: 429,
      body: { code: 20429 },
    })
    expect((await send({ To: 'whatsapp:+5511998763024' })).status).toBe(201)
    await expect.poll(() => world.receiver.forms().at(-1)?.get('ErrorCode')).toBe('63024')
  })

  test('bad requests are refused in the words of Twilio', async () => {
    expect((await send({ To: 'whatsapp:+12' })).body.code).toBe(21211)
    expect((await send({ From: 'whatsapp:+15550001111' })).body.code).toBe(63007)
    expect((await send({ Body: 'x'.repeat(1601) })).body.code).toBe(21617)
    expect((await send({ ContentSid: 'HX99' })).body.code).toBe(21655)
  })

  test('a dropped answer can be found again in the list', async () => {
    await world.control('/faults', { provider: 'twilio', dropAfterAccept: 1 })
    const since = new Date(Date.now() - 1000).toISOString()
    await expect(send()).rejects.toThrow()
    const query = new URLSearchParams({ To: `whatsapp:+${patient}`, 'DateSent>': since })
    expect((await get(`${base}/Messages.json?${query}`)).body).toMatchObject({ messages: [{ body: 'Olá' }] })
  })
})
