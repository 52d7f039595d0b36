import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { networkErrors } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler as createCharge } from '../../supabase/functions/charge-by-pix/handler.ts'
import { createHandler as createWebhook } from '../../supabase/functions/clinic-asaas-webhook/handler.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-clinic-asaas/handler.ts'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { ask, book, openAgenda, patients } from '../db/support/agenda.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { receive as receiveMessage, mariana } from '../db/support/events.ts'
import { charges, day, expectBooksInOrder, receive, type Charge } from '../db/support/money.ts'
import { credit } from '../db/support/pix.ts'
import { cpf } from '../db/support/purchases.ts'
import { playAsaas, refusal } from './support/asaas.ts'
import { command, connectChannels, createFunctions, publicUrl, secretKey } from './support/functions.ts'

const key = '$aact_hmlg_clinica-aurora-1'
const asaas = playAsaas()
/** What WhatsApp was given to send. */
let texts: string[] = []
const functions = await createFunctions((url, init) => {
  if (url.startsWith('https://asaas.test')) return asaas.fetch(url, init)
  if (url.includes('sendText')) texts.push((JSON.parse(String(init.body)) as { text: string }).text)
  const body = { key: { id: crypto.randomUUID(), fromMe: true, remoteJid: 'x@s.whatsapp.net' } }
  return Promise.resolve(Response.json(body, { status: 201 }))
})
const { deps, testDatabase: db } = functions
const connect = createConnect(deps)
const charge = createCharge(deps)
const webhook = createWebhook(deps)
const processJobs = createProcessJobs(deps)
const threadKey = `whatsapp:${mariana}`

interface Answer {
  id: string
  status: string
  copy_paste: string
  invoice_url: string
  sent_to: string | null
  refused: string | null
  code?: string
}

async function connectKey(apiKey = key, email: Email = 'admin@aurora.test', tenant: string = aurora.id) {
  const response = await connect(
    await command('connect-clinic-asaas', email, { tenant_id: tenant, api_key: apiKey }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function chargeByPix(of: readonly Charge[], more: object = {}, email: Email = 'recepcao@aurora.test') {
  const response = await charge(
    await command('charge-by-pix', email, {
      tenant_id: aurora.id,
      client_id: crypto.randomUUID(),
      charge_ids: of.map(({ id }) => id),
      cpf_cnpj: cpf,
      ...more,
    }),
  )
  return { status: response.status, body: (await response.json()) as Answer }
}

/** The webhook that the account has, as it was asked for. */
const hook = () => asaas.webhooks[0] as { url: string; authToken: string; events: string[] }

async function tell(event: unknown, { url = hook().url, token = hook().authToken as string | null } = {}) {
  const headers = new Headers(token === null ? {} : { 'asaas-access-token': token })
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  return (await webhook(new Request(url, { method: 'POST', headers, body }))).status
}

function paid(more: object = {}) {
  const [payment] = asaas.payments
  return {
    id: crypto.randomUUID(),
    event: 'PAYMENT_RECEIVED',
    dateCreated: '2026-11-28 10:00:00',
    payment: { ...payment, status: 'RECEIVED', ...more },
  }
}

/** The looks at Asaas that are due by then. */
async function look(): Promise<void> {
  await db.asPostgres(
    (sql) => sql`update app.jobs set run_at = now() where kind = 'check_pix' and finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  await processJobs(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
}

const reservationEnds = () =>
  db.asPostgres(
    (sql) => sql`update app.pix_charges set charging_until = now() - interval '1 second' where true`,
  )

const statuses = async () =>
  (
    await db.asPostgres(
      (sql) => sql<{ status: string }[]>`select status from app.pix_charges order by created_at`,
    )
  ).map(({ status }) => status)

beforeAll(async () => {
  await connectChannels(functions)
  await openAgenda(db)
  await receiveMessage(db, { provider_message_id: 'A1' })
  await ask(db, 'link_conversation', { thread_key: threadKey, patient_id: patients.ana })
})

let both: Charge[] = []
beforeEach(async () => {
  asaas.reset()
  asaas.setWebhooks([])
  texts = []
  await db.asPostgres(async (sql) => {
    await sql`delete from app.pix_accounts where true`
    await sql`delete from public.payers where true`
    await sql`delete from public.sessions where true`
    await sql`delete from app.jobs where kind = 'check_pix'`
  })
  await book(db, { id: crypto.randomUUID(), start_local: `${day(2)}T15:00` })
  await book(db, { id: crypto.randomUUID(), start_local: `${day(3)}T15:00` })
  both = await charges(db)
  await connectKey()
})

describe('a clinic connects its account', () => {
  test('the key is tried, and the webhook is set with a token of its own', async () => {
    expect(hook()).toMatchObject({
      enabled: true,
      sendType: 'NON_SEQUENTIALLY',
      authToken: expect.stringMatching(/^\w{64}$/) as string,
    })
    expect(hook().url).toMatch(`${publicUrl}/clinic-asaas-webhook?clinic=${aurora.id}&account=`)
    const [row] = await db.asPostgres(
      (
        sql,
      ) => sql`select a.environment, a.key_hint, a.webhook_sha256, c.credentials::text as sealed from app.pix_accounts a
        join app_private.pix_credentials c on c.tenant_id = a.tenant_id and c.account_id = a.id`,
    )
    expect(row).toMatchObject({ environment: 'sandbox', key_hint: key.slice(-4) })
    expect(JSON.stringify(row)).not.toContain(key)
    expect(JSON.stringify(row)).not.toContain(hook().authToken)
  })

  test('again: it is the same account and the same webhook, with another token', async () => {
    const before = { ...hook() }
    expect(await connectKey(`${key}-nova`)).toMatchObject({ status: 200, body: { is_connected: true } })
    expect(asaas.webhooks).toHaveLength(1)
    expect(hook().url).toBe(before.url)
    expect(await tell(paid(), { token: before.authToken })).toBe(401)
  })

  test('a key that Asaas does not take is not saved', async () => {
    asaas.fails('GET /webhooks', () => refusal('invalid_access_token', 'A chave é inválida.', 401))
    expect(await connectKey('$aact_prod_de-outra-conta')).toMatchObject({
      status: 400,
      body: { code: 'pix_key_refused' },
    })
    asaas.fails('GET /webhooks', () => networkErrors.late)
    expect(await connectKey()).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
  })

  test.each(['recepcao@aurora.test', 'supervisor@aurora.test', 'admin@horizonte.test'] as const)(
    'refuses %s before anything is asked',
    async (email) => {
      asaas.reset()
      expect((await connectKey(key, email)).status).toBe(403)
      expect(asaas.calls).toEqual([])
    },
  )
})

describe('a payer is charged by PIX', () => {
  test('with one message in the conversation, which names neither reason nor therapist', async () => {
    const { status, body } = await chargeByPix(both)
    expect(status).toBe(200)
    const [payment] = asaas.payments
    expect(payment).toMatchObject({
      value: 360,
      billingType: 'PIX',
      externalReference: body.id,
      description: 'Clínica Aurora',
    })
    expect(body).toMatchObject({
      status: 'pending',
      sent_to: threadKey,
      refused: null,
      invoice_url: payment!.invoiceUrl,
    })
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('R$ 360,00 para Clínica Aurora')
    expect(texts[0]).toContain(body.copy_paste)
    expect(texts[0]).toContain(payment!.invoiceUrl)
    expect(texts[0]).not.toMatch(/sess|individual|psic|helena/i)
  })

  test('twice by a double click, and again an hour later: one charge, and a message for each press', async () => {
    const client_id = crypto.randomUUID()
    const pressed = await Promise.all([chargeByPix(both, { client_id }), chargeByPix(both, { client_id })])
    expect(pressed.map(({ status }) => status)).toEqual([200, 200])
    await chargeByPix(both)
    expect(asaas.payments).toHaveLength(1)
    expect(texts).toHaveLength(2)
  })

  test('without a message when that is asked for', async () => {
    expect(await chargeByPix(both, { send: false })).toMatchObject({ body: { sent_to: null, refused: null } })
    expect(texts).toEqual([])
  })

  test('the PIX is there also when the conversation takes no message', async () => {
    await db.asPostgres((sql) => sql`update public.conversation_threads set blocked_at = now() where true`)
    const { status, body } = await chargeByPix(both)
    await db.asPostgres((sql) => sql`update public.conversation_threads set blocked_at = null where true`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'pending',
      sent_to: null,
      refused: 'conversation_blocked',
      copy_paste: expect.any(String) as string,
    })
  })

  test('whoever was killed between creating and recording is found again', async () => {
    const client_id = crypto.randomUUID()
    asaas.loses('POST /payments', () => networkErrors.late)
    expect((await chargeByPix(both, { client_id })).status).toBe(503)
    await reservationEnds()
    expect((await chargeByPix(both, { client_id })).status).toBe(200)
    expect(asaas.payments).toHaveLength(1)
  })

  test('and by the worker when nobody presses again', async () => {
    asaas.loses('POST /payments', () => networkErrors.late)
    await chargeByPix(both)
    await reservationEnds()
    asaas.payments[0]!.status = 'RECEIVED'
    await look()
    expect(await statuses()).toEqual(['paid'])
    expect(await charges(db)).toMatchObject([{ state: 'paid' }, { state: 'paid' }])
  })

  test.each([
    ['is refused', () => refusal('invalid_value', 'Valor mínimo.'), 502, 'payment_refused', ['failed']],
    [
      'has a wrong document',
      () => refusal('invalid_object', 'O CPF/CNPJ informado é inválido.'),
      400,
      'invalid_cpf_cnpj',
      ['failed'],
    ],
    [
      'meets a revoked key',
      () => refusal('invalid_access_token', 'Chave inválida.', 401),
      409,
      'pix_key_refused',
      ['pending'],
    ],
    [
      'meets an Asaas that is away',
      () => networkErrors.refusedByNode,
      503,
      'payments_unavailable',
      ['pending'],
    ],
  ] as const)('one that %s says so', async (name, answer, status, code, after) => {
    asaas.fails(name.includes('document') ? 'POST /customers' : 'POST /payments', answer)
    expect(await chargeByPix(both)).toMatchObject({ status, body: { code } })
    expect(await statuses()).toEqual(after)
    expect(texts).toEqual([])
  })
})

test('a document that Asaas did not take is typed again, in the same dialog', async () => {
  const client_id = crypto.randomUUID()
  asaas.fails('POST /customers', () => refusal('invalid_object', 'O CPF/CNPJ informado é inválido.'), 1)
  expect((await chargeByPix(both, { client_id })).status).toBe(400)
  expect((await chargeByPix(both, { client_id, cpf_cnpj: '529.982.247-25' })).status).toBe(200)
  expect(asaas.customers).toMatchObject([{ cpfCnpj: '52998224725' }])
  expect(asaas.payments).toHaveLength(1)
})

describe('an event of the account', () => {
  test('pays what was asked for, once, however often it is told', async () => {
    await chargeByPix(both)
    const event = paid()
    for (const told of [event, event, paid(), { ...paid(), event: 'PAYMENT_OVERDUE' }])
      expect(await tell(told)).toBe(200)
    expect(await charges(db)).toMatchObject([{ state: 'paid' }, { state: 'paid' }])
    expect(await credit(db)).toBe(0)
    await expectBooksInOrder(db)
  })

  test('is refused with a wrong token, without one, or for another clinic', async () => {
    await chargeByPix(both)
    const elsewhere = hook().url.replace(aurora.id, horizonte.id)
    expect(await tell(paid(), { token: 'wrong' })).toBe(401)
    expect(await tell(paid(), { token: null })).toBe(401)
    expect(await tell(paid(), { url: elsewhere })).toBe(401)
    expect(await tell(paid(), { url: `${publicUrl}/clinic-asaas-webhook` })).toBe(401)
    expect(await charges(db)).toMatchObject([{ state: 'unpaid' }, { state: 'unpaid' }])
  })

  test.each([
    ['no JSON', 'payment=pay_1'],
    ['nothing', ''],
    ['too large', JSON.stringify({ id: 'evt_1', text: 'x'.repeat(1024 * 1024) })],
    ['null', 'null'],
  ])('that is %s is answered with 200', async (_name, body) => {
    expect(await tell(body)).toBe(200)
  })
})

describe('without an event', () => {
  test('Asaas is asked, and what was paid counts', async () => {
    await chargeByPix(both)
    asaas.payments[0]!.status = 'RECEIVED'
    await look()
    expect(await charges(db)).toMatchObject([{ state: 'paid' }, { state: 'paid' }])
    // and what went back later
    asaas.payments[0]!.status = 'REFUNDED'
    await look()
    expect(await charges(db)).toMatchObject([{ state: 'unpaid' }, { state: 'unpaid' }])
    await expectBooksInOrder(db)
  })

  test('a PIX whose charge was received in cash is taken off Asaas', async () => {
    await chargeByPix(both.slice(0, 1))
    await receive(db, both.slice(0, 1))
    await look()
    expect(asaas.payments[0]).toMatchObject({ deleted: true })
    expect(await statuses()).toEqual(['cancelled'])
  })

  test('one that was cancelled here, and paid in that moment, counts', async () => {
    const { body } = await chargeByPix(both)
    await ask(db, 'cancel_pix_charge', { id: body.id })
    asaas.payments[0]!.status = 'RECEIVED'
    await look()
    expect(await statuses()).toEqual(['paid'])
  })

  test('a revoked key is noted where the clinic sees it', async () => {
    await chargeByPix(both)
    asaas.fails('GET /payments/:id', () => refusal('invalid_access_token', 'Chave inválida.', 401))
    await look()
    expect(await ask(db, 'get_pix_account')).toMatchObject({ is_key_refused: true })
  })
})
