import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { stripeSignature } from '../../supabase/functions/_shared/providers/stripe/signature.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-stripe/handler.ts'
import { createHandler } from '../../supabase/functions/stripe-webhook/handler.ts'
import { aurora, horizonte, type Email } from '../db/support/cast.ts'
import { command, createFunctions } from './support/functions.ts'
import { playStripe, stripeKey } from './support/stripe.ts'

const stripe = playStripe()
const functions = await createFunctions((url, init) => stripe.fetch(url, init))
const { deps, testDatabase: db } = functions
const connect = createConnect(deps)
const webhook = createHandler(deps)

async function connectKey(key = stripeKey, email: Email = 'admin@aurora.test', tenant: string = aurora.id) {
  const response = await connect(
    await command('connect-stripe', email, { tenant_id: tenant, secret_key: key }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const hook = () => [...stripe.service.endpoints.values()].at(-1)!

function post(
  event: unknown,
  { secret = hook().secret, seconds = Math.floor(Date.now() / 1000), url = hook().url, header = '' } = {},
) {
  const text = typeof event === 'string' ? event : JSON.stringify(event)
  const bytes = new TextEncoder().encode(text)
  const signature = header || `t=${seconds},v1=${stripeSignature(secret, seconds, bytes)}`
  return webhook(
    new Request(url, { method: 'POST', headers: { 'stripe-signature': signature }, body: bytes }),
  )
}

const session = (more: object = {}) => ({
  id: `evt_${randomUUID()}`,
  object: 'event',
  created: 1787592900,
  livemode: false,
  type: 'checkout.session.completed',
  data: {
    object: {
      id: 'cs_test_1',
      object: 'checkout.session',
      mode: 'payment',
      payment_status: 'paid',
      payment_intent: 'pi_1',
      amount_total: 19990,
      currency: 'brl',
      customer_details: { email: 'cliente@example.com', name: 'Cliente Três' },
      ...more,
    },
  },
})

const stored = () =>
  db.asPostgres(
    (sql) =>
      sql<{ id: string; outcome: string; event: object }[]>`select id, outcome, event from app.stripe_events`,
  )

beforeAll(async () => {
  expect(await connectKey()).toMatchObject({
    status: 200,
    body: { is_connected: true, livemode: false, display_name: 'Clínica Aurora', key_hint: 'ora1' },
  })
})

describe('connecting', () => {
  test('tries the key and has a webhook before it saves; the answer tells no key', async () => {
    const { body } = await connectKey()
    expect(JSON.stringify(body)).not.toContain(stripeKey)
    // made anew, because its secret is said once, and under the same account
    expect(stripe.service.endpoints.size).toBe(1)
    const [row] = await db.asPostgres(
      (sql) => sql<{ credentials: object; accounts: number }[]>`
        select credentials, (select count(*)::int from app.stripe_accounts) as accounts from app_private.stripe_credentials`,
    )
    expect(row?.accounts).toBe(1)
    expect(JSON.stringify(row?.credentials)).not.toMatch(/sk_test|whsec/)
  })

  test('saves nothing of a key that Stripe refuses, or while Stripe does not answer', async () => {
    expect(await connectKey('sk_test_somebodyelse')).toMatchObject({
      status: 400,
      body: { code: 'stripe_key_refused' },
    })
    stripe.faults.set('stripe', { status500: 1, scope: 'all' })
    expect(await connectKey()).toMatchObject({ status: 503, body: { code: 'payments_unavailable' } })
    stripe.faults.clear()
    expect((await connectKey('pk_test_publishable1')).status).toBe(400)
    expect((await post(session())).status).toBe(200)
  })

  test('is for owners and administrators of the clinic', async () => {
    expect((await connectKey(stripeKey, 'recepcao@aurora.test')).status).toBe(403)
    expect((await connectKey(stripeKey, 'admin@aurora.test', horizonte.id)).status).toBe(403)
  })
})

describe('a webhook', () => {
  test('counts when its bytes are signed with the secret of the account, whole as it is', async () => {
    const event = session()
    expect((await post(event)).status).toBe(200)
    const secret = hook().secret.replace('whsec_', '')
    expect((await post(session(), { secret })).status).toBe(400)
    const text = JSON.stringify(event)
    const seconds = Math.floor(Date.now() / 1000)
    const v1 = stripeSignature(hook().secret, seconds, new TextEncoder().encode(text))
    expect((await post(`${text} `, { header: `t=${seconds},v1=${v1}` })).status).toBe(400)
    expect((await post(text, { header: `t=${seconds},v1=${'0'.repeat(64)},v1=${v1}` })).status).toBe(200)
    for (const header of [
      `t=${seconds},v0=${v1}`,
      `v1=${v1}`,
      `t=x,v1=${v1}`,
      't=1',
      `t=${seconds + 1},v1=${v1}`,
    ])
      expect((await post(text, { header })).status).toBe(400)
  })

  test('is refused when it is older than five minutes, and not when the clock of Stripe is ahead', async () => {
    const now = Math.floor(Date.now() / 1000)
    expect((await post(session(), { seconds: now - 400 })).status).toBe(400)
    expect((await post(session(), { seconds: now - 290 })).status).toBe(200)
    expect((await post(session(), { seconds: now + 3600 })).status).toBe(200)
  })

  test('is refused at an address of nobody, and without a signature', async () => {
    const url = new URL(hook().url)
    url.searchParams.set('account', randomUUID())
    expect((await post(session(), { url: url.href })).status).toBe(400)
    expect((await webhook(new Request(hook().url, { method: 'POST', body: '{}' }))).status).toBe(400)
    expect((await webhook(new Request('https://x/stripe-webhook', { method: 'POST' }))).status).toBe(400)
    expect((await webhook(new Request(hook().url))).status).toBe(405)
  })

  test('is stored once for its id, without the person who paid', async () => {
    const event = session()
    for (let n = 0; n < 3; n++) expect((await post(event)).status).toBe(200)
    const rows = (await stored()).filter(({ id }) => id === event.id)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('cliente@example.com')
  })

  test('that has no object in it is acknowledged and kept nowhere', async () => {
    const before = (await stored()).length
    expect((await post({ id: 'evt_test_webhook', object: 'v2.core.event' })).status).toBe(200)
    expect((await post('[]')).status).toBe(200)
    expect(await stored()).toHaveLength(before)
    expect((await post('not json')).status).toBe(400)
  })

  test('still counts after the account was disconnected', async () => {
    await db.asUser('admin@aurora.test', (sql) => sql`select public.disconnect_stripe(${aurora.id})`)
    expect((await post(session())).status).toBe(200)
    await connectKey()
  })
})
