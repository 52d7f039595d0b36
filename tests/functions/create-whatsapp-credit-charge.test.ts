import { beforeEach, describe, expect, test } from 'vitest'
import { createAsaasClient } from '../../supabase/functions/_shared/providers/asaas/client.ts'
import type { Fetch } from '../../supabase/functions/_shared/platform/provider-http.ts'
import { networkErrors } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler } from '../../supabase/functions/create-whatsapp-credit-charge/handler.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { beginPurchase, cnpj, cpf, purchasesOf, sellPackage } from '../db/support/purchases.ts'
import { playAsaas, refusal } from './support/asaas.ts'
import { asaas as account, command, createFunctions } from './support/functions.ts'

const asaas = playAsaas()
const { billing: deps, testDatabase } = await createFunctions(asaas.fetch)
const handler = createHandler(deps)
const packageId = await sellPackage(testDatabase, { credits: 250, price: '89.90' })

interface Answer {
  id: string
  status: string
  copy_paste: string | null
  code?: string
}

async function buy(
  more: Record<string, unknown> = {},
  email: Email | null = 'admin@aurora.test',
  use = handler,
) {
  const response = await use(
    await command('create-whatsapp-credit-charge', email, {
      tenant_id: aurora.id,
      package_id: packageId,
      client_id: crypto.randomUUID(),
      cpf_cnpj: cpf,
      ...more,
    }),
  )
  return { status: response.status, body: (await response.json()) as Answer }
}

/** The reservation of a charge whose outcome nobody knows is over. */
const reservationEnds = () =>
  testDatabase.asPostgres(
    (sql) =>
      sql`update public.whatsapp_credit_purchases set charging_until = now() - interval '1 second'
        where charging_until is not null`,
  )

const purchases = () => purchasesOf(testDatabase)

beforeEach(async () => {
  asaas.reset()
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from public.whatsapp_credit_purchases where true`
    await sql`update public.tenants set cpf_cnpj = null where true`
  })
})

describe('a purchase', () => {
  test('is charged to a CNPJ with letters as it is kept', async () => {
    expect(await buy({ cpf_cnpj: '12.abc.345/01de-35' })).toMatchObject({ status: 200 })
    expect(asaas.asked('POST /customers')).toMatchObject([{ body: { cpfCnpj: '12ABC34501DE35' } }])
    expect((await purchases())[0]).toMatchObject({ cpf_cnpj: '12ABC34501DE35' })
  })

  test('is charged at the frozen price and answered with what the payer scans or copies', async () => {
    const { status, body } = await buy()
    expect(status).toBe(200)
    const [payment] = asaas.payments
    expect(body).toEqual({
      id: (await purchases())[0]?.id,
      status: 'pending',
      credits: 250,
      amount_brl: 89.9,
      copy_paste: `000201${payment?.id}6304ABCD`,
      qr_png_base64: 'iVBORw0KGgo=',
      expires_at: expect.any(String) as string,
      invoice_url: payment?.invoiceUrl,
    })
    expect(payment).toMatchObject({
      customer: asaas.customers[0]?.id,
      billingType: 'PIX',
      value: 89.9,
      externalReference: body.id,
      dueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    })
    expect((await purchases())[0]).toMatchObject({
      asaas_payment_id: payment?.id,
      asaas_customer_id: asaas.customers[0]?.id,
      charging_until: null,
    })
  })

  test('gets its charge also when its package was deleted since it was begun', async () => {
    const gone = await sellPackage(testDatabase)
    const clientId = crypto.randomUUID()
    const { purchase } = await beginPurchase(testDatabase, { packageId: gone, clientId })
    await testDatabase.asPostgres(async (sql) => {
      await sql`delete from public.whatsapp_credit_packages where id = ${gone}`
    })
    await reservationEnds()
    expect(await buy({ package_id: null, client_id: clientId, cpf_cnpj: null })).toMatchObject({
      status: 200,
      body: { id: purchase.id, copy_paste: expect.any(String) as string },
    })
    expect(asaas.payments).toHaveLength(1)
    expect(await buy({ package_id: null })).toMatchObject({
      status: 404,
      body: { code: 'package_not_found' },
    })
  })

  test('is asked for with the key and our name', async () => {
    await buy()
    const [created] = asaas.asked('POST /payments')
    expect(Object.fromEntries(created?.headers ?? [])).toMatchObject({
      access_token: account.apiKey,
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Zelo\//) as string,
    })
  })

  test('names the customer that has the document, and tells Asaas what changed', async () => {
    await buy()
    expect(asaas.customers).toMatchObject([
      { name: aurora.name, email: 'admin@aurora.test', cpfCnpj: cpf, notificationDisabled: true },
    ])
    await buy({ cpf_cnpj: null })
    expect(asaas.asked('PUT /customers/:id')).toEqual([])
    await buy({ name: 'Ana Souza ME' })
    expect(asaas.customers).toMatchObject([{ name: 'Ana Souza ME' }])
    await buy({ cpf_cnpj: cnpj })
    expect(asaas.customers).toHaveLength(2)
    expect(new Set(asaas.payments.map(({ customer }) => customer)).size).toBe(2)
  })

  test('leaves the customers of others alone, whatever the document', async () => {
    await buy()
    const others = [
      { ...asaas.customers[0]!, id: 'cus_of_nobody', externalReference: undefined },
      { ...asaas.customers[0]!, id: 'cus_of_another', externalReference: horizonte.id },
    ]
    const before = structuredClone(others)
    asaas.customers.unshift(...others)
    await buy({ tenant_id: horizonte.id, name: 'Typed by a stranger' }, 'admin@horizonte.test')
    expect(asaas.customers.find(({ name }) => name === 'Typed by a stranger')?.id).toBe('cus_of_another')
    await buy({ name: 'Ana Souza ME' })
    expect(asaas.customers.map(({ name, externalReference }) => [name, externalReference])).toEqual([
      [before[0]!.name, undefined],
      ['Typed by a stranger', horizonte.id],
      ['Ana Souza ME', aurora.id],
    ])
    expect(asaas.payments.map(({ customer }) => customer)).not.toContain('cus_of_nobody')
  })

  test('does not trust a customer that an earlier purchase names but Asaas keeps for another', async () => {
    await buy()
    asaas.customers[0]!.externalReference = horizonte.id
    await buy({ name: 'Ana Souza ME' })
    expect(asaas.customers).toMatchObject([
      { name: aurora.name, externalReference: horizonte.id },
      { name: 'Ana Souza ME', externalReference: aurora.id },
    ])
  })

  test('makes a customer again that was deleted at Asaas', async () => {
    await buy()
    asaas.customers[0]!.deleted = true
    await buy()
    expect(asaas.payments[1]?.customer).toBe(asaas.customers[1]?.id)
  })

  test('takes a code that ends earlier as the end', async () => {
    const soon = new Date(Date.now() + 10 * 60_000)
    const expirationDate = soon.toLocaleString('sv-SE', { timeZone: 'America/Sao_Paulo' })
    asaas.fails('GET /payments/:id/pixQrCode', () =>
      Response.json({ success: true, encodedImage: 'x', payload: 'pix', expirationDate }),
    )
    await buy()
    const [{ expires_at } = { expires_at: null }] = await purchases()
    expect(Math.abs(Number(expires_at as unknown as Date) - soon.getTime())).toBeLessThan(1_000)
  })
})

describe('one press on "buy", repeated', () => {
  test('answers the same charge, and asks Asaas how it is, but not at every press', async () => {
    const press = { client_id: crypto.randomUUID() }
    const first = await buy(press)
    const calls = asaas.calls.length
    for (let again = 0; again < 3; again++) expect(await buy(press)).toEqual(first)
    expect(asaas.calls.slice(calls)).toEqual(['GET /payments/:id'])
  })

  test('is answered as paid where it was paid without anybody being told', async () => {
    const press = { client_id: crypto.randomUUID() }
    await buy(press)
    asaas.payments[0]!.status = 'RECEIVED'
    expect(await buy(press)).toMatchObject({ status: 200, body: { status: 'paid' } })
  })

  test('answers the same charge while Asaas is away', async () => {
    const press = { client_id: crypto.randomUUID() }
    const first = await buy(press)
    asaas.fails('GET /payments/:id', () => networkErrors.late)
    expect(await buy(press)).toEqual(first)
  })

  test('eight times at once: one charge, one customer, one answer', async () => {
    const press = { client_id: crypto.randomUUID() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => buy(press)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.copy_paste}`)).size).toBe(1)
    expect([asaas.payments.length, asaas.customers.length]).toEqual([1, 1])
  })

  test.each([
    ['no answer', () => networkErrors.late],
    ['a broken line', () => networkErrors.reset],
    ['a proxy in the middle', () => new Response('<html>502</html>', { status: 502 })],
    ['an answer that cannot be read', () => new Response('', { status: 200 })],
  ] as const)(
    'after a charge that exists and was answered with %s: the same charge',
    async (_name, answer) => {
      asaas.loses('POST /payments', answer)
      const press = { client_id: crypto.randomUUID() }
      expect(await buy(press)).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
      expect((await purchases())[0]).toMatchObject({ status: 'pending', charging_until: expect.any(Date) })
      await reservationEnds()
      const { status, body } = await buy(press)
      expect([status, body.copy_paste, asaas.payments.length]).toEqual([
        200,
        `000201${asaas.payments[0]?.id}6304ABCD`,
        1,
      ])
      expect(asaas.asked('POST /payments')).toHaveLength(1)
    },
  )

  test('waits for whoever is at it', async () => {
    const press = { client_id: crypto.randomUUID() }
    asaas.loses('POST /payments', () => networkErrors.late)
    await buy(press)
    let looks = 0
    const patient = createHandler({
      ...deps,
      pause: (milliseconds) => {
        looks += 1
        return deps.pause(milliseconds)
      },
    })
    const second = buy(press, 'admin@aurora.test', patient)
    await expect.poll(() => looks, { timeout: 5_000 }).toBeGreaterThanOrEqual(3)
    expect(asaas.asked('GET /payments')).toHaveLength(1)
    await reservationEnds()
    expect((await second).status).toBe(200)
    expect(asaas.payments).toHaveLength(1)
  })

  test('completes what only the event told of', async () => {
    asaas.loses('POST /payments', () => networkErrors.reset)
    const press = { client_id: crypto.randomUUID() }
    await buy(press)
    const [payment] = asaas.payments
    await deps.service.applyAsaasEvent({
      id: 'evt_1',
      event: 'PAYMENT_CREATED',
      payment: { ...payment! } as never,
    })
    expect(await buy(press)).toMatchObject({
      status: 200,
      body: { copy_paste: `000201${payment?.id}6304ABCD`, invoice_url: payment?.invoiceUrl },
    })
  })

  test('is answered as paid where it was paid before the code was read', async () => {
    asaas.fails('GET /payments/:id/pixQrCode', () => {
      asaas.payments[0]!.status = 'RECEIVED'
      return refusal('invalid_action', 'Não é possível gerar o QR Code desta cobrança.')
    })
    expect(await buy()).toMatchObject({ status: 200, body: { status: 'paid', copy_paste: null } })
  })

  test('takes no payment for its own that only has its reference', async () => {
    asaas.loses('POST /payments', () => networkErrors.late)
    const press = { client_id: crypto.randomUUID() }
    await buy(press)
    asaas.payments[0]!.value = 1
    await reservationEnds()
    await buy(press)
    expect(asaas.payments.map(({ value }) => value)).toEqual([1, 89.9])
  })
})

describe('somebody who is too slow', () => {
  /** A handler to which something happens while it looks for the charge. */
  const interrupted = (happens: () => Promise<unknown>, more: Partial<typeof deps> = {}) => {
    const fetch: Fetch = async (url, init) => {
      if (init.method === 'GET' && url.includes('/payments?')) await happens()
      return asaas.fetch(url, init)
    }
    return createHandler({ ...deps, asaas: createAsaasClient(fetch, account), ...more })
  }

  test('creates no charge, and leaves it to the next press', async () => {
    let late = 0
    const now = () => new Date(Date.now() + late)
    const slow = interrupted(() => Promise.resolve((late = 22_000)), { now })
    const press = { client_id: crypto.randomUUID() }
    expect(await buy(press, 'admin@aurora.test', slow)).toMatchObject({
      status: 503,
      body: { code: 'payments_unavailable' },
    })
    expect(asaas.payments).toEqual([])
    expect((await buy(press)).status).toBe(200)
    expect(asaas.payments).toHaveLength(1)
  })

  test('gives nothing free that somebody else has reserved since', async () => {
    const press = { client_id: crypto.randomUUID() }
    const slow = interrupted(async () => {
      await reservationEnds()
      await beginPurchase(testDatabase, { packageId, clientId: press.client_id })
      asaas.fails('GET /payments', () => networkErrors.refusedByDeno)
    })
    expect((await buy(press, 'admin@aurora.test', slow)).status).toBe(503)
    expect((await purchases())[0]).toMatchObject({ charging_until: expect.any(Date) as Date })
  })
})

describe('Asaas in trouble', () => {
  const html = (status: number) => () => new Response('<html></html>', { status })

  test.each([
    ['out of reach', 'GET /customers', () => networkErrors.refusedByDeno],
    ['too many questions', 'GET /customers', () => refusal('too_many_requests', 'Limite', 429)],
    ['no answer', 'POST /customers', () => networkErrors.late],
    ['an error of its own', 'GET /payments', html(500)],
    ['too many charges', 'POST /payments', () => refusal('too_many_requests', 'Limite', 429)],
    ['no connection for the charge', 'POST /payments', () => networkErrors.refusedByNode],
  ] as const)('%s (%s): said so, and the next press need not wait', async (_name, call, trouble) => {
    asaas.fails(call, trouble)
    const press = { client_id: crypto.randomUUID() }
    expect(await buy(press)).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
    expect((await purchases())[0]).toMatchObject({ status: 'pending', charging_until: null })
    asaas.heals()
    expect((await buy(press)).status).toBe(200)
    expect(asaas.payments).toHaveLength(1)
  })

  test('a code that does not come: the charge stays, and the next press has the code', async () => {
    asaas.fails('GET /payments/:id/pixQrCode', html(503), 1)
    const press = { client_id: crypto.randomUUID() }
    expect((await buy(press)).body.code).toBe('payments_unavailable')
    expect((await buy(press)).body.copy_paste).toMatch(/^000201/)
    expect(asaas.payments).toHaveLength(1)
  })

  test.each([
    ['GET /customers', () => refusal('invalid_access_token', 'A chave de API fornecida é inválida.', 401)],
    ['GET /customers', html(403)],
  ] as const)('a key that is not accepted', async (call, trouble) => {
    asaas.fails(call, trouble)
    expect(await buy()).toMatchObject({ status: 503, body: { code: 'payments_not_configured' } })
  })

  test('a document that it does not accept ends the purchase', async () => {
    asaas.fails('POST /customers', () => refusal('invalid_object', 'O CPF/CNPJ informado é inválido.'))
    expect(await buy()).toMatchObject({ status: 400, body: { code: 'invalid_cpf_cnpj' } })
    expect((await purchases())[0]).toMatchObject({ status: 'failed' })
  })

  test('one with letters that it does not know yet is not called wrong', async () => {
    asaas.fails('POST /customers', () => refusal('invalid_object', 'O CPF/CNPJ informado é inválido.'))
    const press = { cpf_cnpj: '12.ABC.345/01DE-35' }
    expect(await buy(press)).toMatchObject({ status: 400, body: { code: 'cnpj_not_accepted_yet' } })
    expect((await purchases())[0]).toMatchObject({ status: 'failed' })
  })

  test('a charge that it refuses ends the purchase', async () => {
    asaas.fails('POST /payments', () => refusal('invalid_value', 'O valor mínimo é R$ 5,00.'))
    const press = { client_id: crypto.randomUUID() }
    expect(await buy(press)).toMatchObject({ status: 502, body: { code: 'payment_refused' } })
    expect(await buy(press)).toMatchObject({ status: 200, body: { status: 'failed', copy_paste: null } })
    expect(asaas.asked('POST /payments')).toHaveLength(1)
  })
})

describe('refused before Asaas is asked', () => {
  test.each([
    ['nobody signed in', null, {}, 401, 'sign_in_required'],
    ['a receptionist', 'recepcao@aurora.test', {}, 403, 'forbidden'],
    ['an administrator of another clinic', 'admin@horizonte.test', {}, 403, 'not_a_member'],
    [
      'a package that is not for sale',
      'admin@aurora.test',
      { package_id: crypto.randomUUID() },
      404,
      'package_not_found',
    ],
    ['wrong check digits', 'admin@aurora.test', { cpf_cnpj: '11144477734' }, 400, 'invalid_cpf_cnpj'],
    ['no document at all', 'admin@aurora.test', { cpf_cnpj: undefined }, 400, 'document_required'],
    ['no id of the press', 'admin@aurora.test', { client_id: undefined }, 400, 'invalid_request'],
    ['a document that is no text', 'admin@aurora.test', { cpf_cnpj: { amount: 1 } }, 400, 'invalid_request'],
  ] as const)('%s', async (_name, email, more, status, code) => {
    const refused = await buy(more, email)
    expect([refused.status, refused.body.code, asaas.calls]).toEqual([status, code, []])
    expect(await purchases()).toEqual([])
  })

  test('where no account of Asaas is configured', async () => {
    const refused = await buy({}, 'admin@aurora.test', createHandler({ ...deps, asaas: null }))
    expect([refused.status, refused.body.code]).toEqual([503, 'payments_not_configured'])
    expect(await purchases()).toEqual([])
  })
})
