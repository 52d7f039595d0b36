import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type TestWorld } from './testing.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('mailbox', () => {
  test('catches a mail and finds its links', async () => {
    const transport = createTransport({ host: '127.0.0.1', port: world.smtpPort, secure: false })
    await transport.sendMail({
      from: 'Zelo <nao-responda@zelo.test>',
      to: 'Nova Pessoa <Nova@aurora.test>',
      subject: 'Convite',
      text: 'Aceite: http://127.0.0.1:5173/convite?token=abc',
      html: '<p>Olá! <a href="http://127.0.0.1:5173/convite?token=abc">Aceitar</a></p>',
    })
    const { body } = await world.json('GET', '/mailbox/messages?to=nova@aurora.test')
    expect(body).toMatchObject([
      {
        subject: 'Convite',
        from: 'nao-responda@zelo.test',
        links: ['http://127.0.0.1:5173/convite?token=abc'],
      },
    ])
    expect((await world.json('DELETE', '/mailbox/messages')).status).toBe(204)
    expect((await world.json('GET', '/mailbox/messages')).body).toEqual([])
  })
})

describe('asaas', () => {
  const headers = { access_token: '$aact_hmlg_demo-zelo' }
  const dueDate = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)

  test('takes one document twice, and finds a customer by reference and document together', async () => {
    for (const externalReference of ['clinic-1', 'clinic-2']) {
      const person = { name: externalReference, cpfCnpj: '249.715.637-92', externalReference }
      await world.json('POST', '/asaas/v3/customers', person, headers)
    }
    const sought = '/asaas/v3/customers?externalReference=clinic-2&cpfCnpj=24971563792'
    expect(await world.json('GET', sought, undefined, headers)).toMatchObject({
      body: { totalCount: 1, data: [{ name: 'clinic-2', externalReference: 'clinic-2' }] },
    })
  })

  test('a clinic has an account of its own, whose payer may dispute what was paid', async () => {
    const own = { access_token: '$aact_hmlg_demo-clinica-aurora' }
    expect(await world.json('GET', '/asaas-clinic/v3/webhooks', undefined, headers)).toMatchObject({
      status: 401,
    })
    const hook = {
      name: 'Zelo',
      url: `${world.receiver.url}/of-the-clinic`,
      email: 'x@zelo.test',
      authToken: 'its-own',
    }
    expect(await world.json('POST', '/asaas-clinic/v3/webhooks', hook, own)).toMatchObject({ status: 200 })
    const person = { name: 'Clara Menezes', cpfCnpj: '249.715.637-92' }
    const customer = (await world.json('POST', '/asaas-clinic/v3/customers', person, own)).body as {
      id: string
    }
    const wish = { customer: customer.id, billingType: 'PIX', value: 180, dueDate }
    const { id } = (await world.json('POST', '/asaas-clinic/v3/payments', wish, own)).body as { id: string }
    for (const action of ['pay', 'dispute']) await world.control('/pix', { id, action })
    const told = world.receiver.received.filter(({ path }) => path.endsWith('/of-the-clinic'))
    expect(told.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
      'PAYMENT_CREATED',
      'PAYMENT_RECEIVED',
      'PAYMENT_CHARGEBACK_REQUESTED',
    ])
    expect(told[0]?.headers['asaas-access-token']).toBe('its-own')
  })

  test('a charge is created, shown as PIX, paid and told with the token', async () => {
    const person = { name: 'Clínica Aurora', cpfCnpj: '249.715.637-92' }
    const customer = await world.json('POST', '/asaas/v3/customers', person, headers)
    expect(customer).toMatchObject({ status: 200, body: { cpfCnpj: '24971563792', personType: 'FISICA' } })
    const wish = { customer: (customer.body as { id: string }).id, billingType: 'PIX', value: 100, dueDate }
    const payment = await world.json('POST', '/asaas/v3/payments', wish, headers)
    expect(payment).toMatchObject({ status: 200, body: { status: 'PENDING', netValue: 98.01 } })
    const { id } = payment.body as { id: string }
    const qr = await world.json('GET', `/asaas/v3/payments/${id}/pixQrCode`, undefined, headers)
    expect(qr.body).toMatchObject({
      success: true,
      payload: expect.stringMatching(/6304[0-9A-F]{4}$/) as string,
    })
    await world.control('/pix', { id, action: 'pay' })
    const events = world.receiver.received.filter(({ path }) => path.endsWith('/asaas-webhook'))
    expect(events.map(({ headers: sent }) => sent['asaas-access-token'])).toEqual([
      'demo-asaas',
      'demo-asaas',
    ])
    expect(events.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
      'PAYMENT_CREATED',
      'PAYMENT_RECEIVED',
    ])
  })

  test('a charge is paid before its creation is answered, and given back', async () => {
    const person = { name: 'Clínica Aurora', cpfCnpj: '24971563792' }
    const customer = (await world.json('POST', '/asaas/v3/customers', person, headers)).body as { id: string }
    const wish = { customer: customer.id, billingType: 'PIX', value: 39.9, dueDate }
    const told = world.receiver.received.length
    await world.control('/faults', { provider: 'asaas', statusBeforeResponse: true })
    const payment = await world.json('POST', '/asaas/v3/payments', wish, headers)
    await world.json('DELETE', '/control/faults')
    expect(payment).toMatchObject({ body: { status: 'PENDING' } })
    const { id } = payment.body as { id: string }
    expect(await world.control('/pix', { id, action: 'refund' })).toMatchObject({ body: { status: 200 } })
    const events = world.receiver.received
      .slice(told)
      .map(({ body }) => (JSON.parse(body) as { event: string }).event)
    expect(events.slice(0, 2).sort()).toEqual(['PAYMENT_CREATED', 'PAYMENT_RECEIVED'])
    expect(events.slice(2)).toEqual(['PAYMENT_REFUNDED'])
  })

  test('a CNPJ with letters is kept without its punctuation, in capitals, and found again', async () => {
    const person = { name: 'Clínica Nova', cpfCnpj: '12.abc.345/01DE-35' }
    expect(await world.json('POST', '/asaas/v3/customers', person, headers)).toMatchObject({
      status: 200,
      body: { cpfCnpj: '12ABC34501DE35', personType: 'JURIDICA' },
    })
    const found = await world.json('GET', '/asaas/v3/customers?cpfCnpj=12ABC34501DE35', undefined, headers)
    expect(found).toMatchObject({ body: { totalCount: 1 } })
    const wrong = { name: 'X', cpfCnpj: '12ABC34501DE36' }
    expect((await world.json('POST', '/asaas/v3/customers', wrong, headers)).status).toBe(400)
  })

  test('a wrong document and a missing key are refused', async () => {
    const person = { name: 'X', cpfCnpj: '11111111111' }
    expect(await world.json('POST', '/asaas/v3/customers', person, headers)).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'invalid_object' }] },
    })
    expect((await world.json('GET', '/asaas/v3/payments')).status).toBe(401)
  })
})

describe('control', () => {
  test('a bad request says what is wrong', async () => {
    expect(await world.control('/inbound', { provider: 'pombo', from: '5511912345678' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('provider') as string },
    })
  })

  test('a raw body is posted untouched', async () => {
    const body = { event: 'messages.upsert', instance: 'aurora', data: [{ odd: true }] }
    expect((await world.control('/raw', { provider: 'evolution', body })).body).toMatchObject({ status: 200 })
    expect(JSON.parse(world.receiver.received.at(-1)?.body ?? '')).toEqual(body)
  })

  test('events are streamed', async () => {
    const abort = new AbortController()
    const response = await fetch(`${world.url}/control/events`, { signal: abort.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    await reader?.read()
    await world.control('/inbound', { provider: 'evolution', from: '5511912345678', text: 'Oi' })
    let seen = ''
    while (!seen.includes('event: message')) seen += (await reader?.read())?.value ?? ''
    expect(seen).toContain('"account":"aurora"')
    abort.abort()
  })

  test('reset brings back the demo data alone', async () => {
    expect((await world.control('/reset', {})).status).toBe(204)
    const { body } = await world.json('GET', '/control/state')
    expect(body).toMatchObject({
      clinics: [
        { account: 'aurora', state: 'open' },
        { provider: 'twilio' },
        { provider: 'whatsapp_cloud' },
        { provider: 'whatsapp_cloud' },
        { provider: 'messenger' },
        { provider: 'instagram' },
      ],
      payments: [],
      mails: 0,
    })
  })
})
