import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { EventHub } from '../core/events.ts'
import { Faults } from '../core/faults.ts'
import { Phones } from '../core/phones.ts'
import { demo } from '../demo.ts'
import type { World } from '../world.ts'
import { MetaPatient } from './patient.ts'
import { graphRoutes } from './routes.ts'
import { MetaService } from './service.ts'
import { metaAccount } from './accounts.ts'

const { number, page, instagram } = demo.meta
const person = '5511912345678'

let posted: { body: string; signature: string }[] = []
const hub = new EventHub()
const answered = Promise.resolve({ status: 200, contentType: '', body: '' })
const world = {
  url: 'http://simulators.test',
  functionsUrl: 'http://functions.test',
  settings: { statusDelayMs: 0, autoRead: true },
  faults: new Faults(),
  hub,
  phones: new Phones(hub, () => undefined),
  media: { get: () => undefined },
  signal: new AbortController().signal,
  touch: () => undefined,
  log: () => undefined,
  deliveries: {
    post: ({ body, headers }: { body: string; headers: Record<string, string> }) => {
      posted.push({ body, signature: headers['x-hub-signature-256'] ?? '' })
      return { first: answered, done: answered }
    },
  },
} as unknown as World
const service = new MetaService(world)
const patient = new MetaPatient(service)
const app = graphRoutes(service)

async function ask(method: string, path: string, body?: object, token = 'EAAdemo-person') {
  const response = await app.request(`/v25.0${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, text, body: text.startsWith('{') ? (JSON.parse(text) as object) : {} }
}
const writes = (id: string, text: string) =>
  patient.send(
    metaAccount(id)!,
    {
      provider: metaAccount(id)!.provider,
      from: person,
      name: 'Bia',
      type: 'text',
      text,
      fromMe: false,
      forwarded: false,
      voice: true,
      seconds: 1,
      lidStyle: 'alt',
      unheard: false,
      source: 'android',
    },
    undefined,
  )

beforeEach(() => {
  posted = []
  world.faults.set('whatsapp_cloud', { statusBeforeResponse: true })
  world.faults.set('messenger', { statusBeforeResponse: true })
})

test('whoever says yes comes back with a code and the state', async () => {
  const { text } = await ask(
    'GET',
    '/dialog/oauth?redirect_uri=http%3A%2F%2Fapp.test%2Fvolta&state=S1',
    undefined,
    '',
  )
  expect(text).toMatch(/http:\/\/app\.test\/volta\?code=demo-code-[\w-]+&amp;state=S1/)
  expect(text).toContain('error=access_denied')
})

test('lists what was granted, to whoever has a token', async () => {
  expect((await ask('GET', '/me/accounts', undefined, '')).body).toMatchObject({ error: { code: 190 } })
  expect((await ask('GET', '/debug_token')).text).toContain(number.parent)
  expect((await ask('GET', `/${number.parent}/phone_numbers`)).body).toMatchObject({
    data: [{ id: number.id }],
  })
  expect((await ask('GET', '/me/accounts')).body).toMatchObject({
    data: [{ id: page.id, instagram_business_account: { id: instagram.id } }],
  })
  expect((await ask('GET', `/${number.parent}/message_templates`)).text).toContain('lembrete_consulta_v2')
  expect((await ask('POST', `/${number.id}/register`, { pin: '1' })).body).toMatchObject({
    error: { code: 133005 },
  })
})

describe('a number', () => {
  const send = (to: string) =>
    ask('POST', `/${number.id}/messages`, {
      to,
      type: 'text',
      text: { body: 'Olá' },
      biz_opaque_callback_data: 'M1',
    })

  test('takes an answer within a day, and tells its fate with our mark, signed', async () => {
    writes(number.id, 'Olá, tudo bem? / ção')
    const [inbound] = posted.splice(0)
    expect(inbound?.body).toContain('\\u00e7\\u00e3o')
    expect(inbound?.body).toContain('\\/')
    expect(inbound?.signature).toBe(
      `sha256=${createHmac('sha256', demo.meta.appSecret)
        .update(inbound?.body ?? '')
        .digest('hex')}`,
    )
    expect((await send(`+${person}`)).status).toBe(200)
    expect(posted.map(({ body }) => /"status":"(\w+)"/.exec(body)?.[1])).toEqual([
      'sent',
      'delivered',
      'read',
    ])
    expect(posted.every(({ body }) => body.includes('"biz_opaque_callback_data":"M1"'))).toBe(true)
  })

  test('refuses later whoever did not write', async () => {
    expect((await send('+5511900000001')).status).toBe(200)
    expect(posted.map(({ body }) => /"code":(\d+)/.exec(body)?.[1])).toEqual(['131047'])
  })
})

test('a page knows who wrote to it, echoes what it sends and says up to when it was read', async () => {
  writes(page.id, 'Oi')
  posted = []
  const psid = `7${person}`
  expect((await ask('GET', `/${psid}?fields=name`)).body).toMatchObject({ name: 'Bia' })
  const message = { text: 'Olá', metadata: 'zelo:M2' }
  expect(
    (await ask('POST', `/${page.id}/messages`, { recipient: { id: psid }, message })).body,
  ).toMatchObject({
    recipient_id: psid,
  })
  expect(posted.map(({ body }) => /"(is_echo|delivery|read)"/.exec(body)?.[1])).toEqual([
    'is_echo',
    'delivery',
    'read',
  ])
  // The same page, another network: nobody wrote there.
  const closed = await ask('POST', `/${page.id}/messages`, { recipient: { id: `8${person}` }, message })
  expect(closed.body).toMatchObject({ error: { code: 10, error_subcode: 2534022 } })
})
