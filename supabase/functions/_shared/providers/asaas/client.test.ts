import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../../platform/testing.ts'
import { createAsaasClient } from './client.ts'

const account = { apiUrl: 'https://api-sandbox.asaas.com', apiKey: '$aact_hmlg_1' }
const charge = {
  customer: 'cus_1',
  value: 89.9,
  dueDate: '2026-11-23',
  description: 'Pacote 250',
  externalReference: '00000000-0000-4000-8000-000000000001',
}

function client(...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  return { ...createAsaasClient(fetch, account), asked }
}

const errors = (code: string, description: string, status: number) =>
  Response.json({ errors: [{ code, description }] }, { status })

describe('a call', () => {
  test('carries the key, our name and a body of JSON', async () => {
    const asaas = client(Response.json({ id: 'pay_1' }))
    expect(await asaas.createPixCharge(charge)).toEqual({ kind: 'ok', body: { id: 'pay_1' } })
    const [call] = asaas.asked
    expect(call).toMatchObject({
      url: 'https://api-sandbox.asaas.com/v3/payments',
      init: { method: 'POST', redirect: 'manual' },
    })
    expect(call?.init.headers).toMatchObject({
      access_token: '$aact_hmlg_1',
      'content-type': 'application/json',
    })
    expect(JSON.parse(String(call?.init.body))).toEqual({ ...charge, billingType: 'PIX' })
  })

  test('that reads has no body: Asaas refuses one', async () => {
    const asaas = client(Response.json({ data: [] }), Response.json({}))
    await asaas.customersOf('clinic-1', '11144477735')
    await asaas.payment('pay_1/../../customers')
    expect(asaas.asked.map(({ url, init }) => [init.method, url, init.body])).toEqual([
      ['GET', `${account.apiUrl}/v3/customers?externalReference=clinic-1&cpfCnpj=11144477735`, undefined],
      ['GET', `${account.apiUrl}/v3/payments/pay_1%2F..%2F..%2Fcustomers`, undefined],
    ])
  })

  test('says every price as the database does, to the cent', () => {
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9_999_999_999 }), async (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        const asaas = client(Response.json({ id: 'pay_1' }))
        // as the driver reads it from jsonb
        await asaas.createPixCharge({ ...charge, value: JSON.parse(text) as number })
        const said = /"value":([\d.]+)/.exec(String(asaas.asked[0]?.init.body))?.[1] ?? ''
        expect(said.replace('.', '').length).toBeLessThanOrEqual(10)
        const [whole = '', part = ''] = said.split('.')
        expect(`${whole}.${part.padEnd(2, '0')}`).toBe(text)
      }),
    )
  })
})

describe('an answer', () => {
  test.each([
    ['refused connection', networkErrors.refusedByDeno, { kind: 'busy' }],
    ['lost answer', networkErrors.reset, { kind: 'unknown' }],
    ['time-out', networkErrors.late, { kind: 'unknown' }],
    ['too many requests', errors('too_many_requests', 'Limite', 429), { kind: 'busy' }],
    ['their error', errors('internal', 'Erro', 500), { kind: 'unknown' }],
    ['a proxy', new Response('<html>Bad gateway</html>', { status: 502 }), { kind: 'unknown' }],
    ['a time-out of theirs', new Response('', { status: 408 }), { kind: 'unknown' }],
    [
      'a redirect',
      new Response(null, { status: 302, headers: { location: 'https://x.test' } }),
      { kind: 'unknown' },
    ],
    ['success without a word', new Response('', { status: 200 }), { kind: 'unknown' }],
    ['success in HTML', new Response('<html></html>', { status: 200 }), { kind: 'unknown' }],
    ['a wrong key', errors('invalid_access_token', 'Inválida', 401), { kind: 'unauthorized', status: 401 }],
    ['a closed door', new Response('<html></html>', { status: 403 }), { kind: 'unauthorized', status: 403 }],
    ['nothing there', new Response('', { status: 404 }), { kind: 'missing' }],
    [
      'a refusal',
      errors('invalid_customer', 'Customer inválido.', 400),
      { kind: 'refused', status: 400, code: 'invalid_customer', reason: 'Customer inválido.' },
    ],
    [
      'a refusal of the server before it',
      Response.json({ message: 'Malformed' }, { status: 400 }),
      { kind: 'refused', code: null, reason: 'Malformed' },
    ],
    [
      'a refusal without a word',
      new Response('', { status: 400 }),
      { kind: 'refused', code: null, reason: null },
    ],
  ] as const)('%s', async (_name, answer, expected) => {
    expect(await client(answer as Response | Error).createPixCharge(charge)).toMatchObject(expected)
  })
})
