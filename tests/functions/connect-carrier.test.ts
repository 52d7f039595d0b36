import { Hono } from 'hono'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { demoMelhorEnvio } from '../../local/demo.ts'
import { Faults } from '../../local/simulators/core/faults.ts'
import { melhorEnvioRoutes } from '../../local/simulators/melhor-envio/routes.ts'
import { carriersOf } from '../../supabase/functions/_shared/commerce/carriers/carriers.ts'
import { shopOf } from '../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { createHandler } from '../../supabase/functions/connect-carrier/handler.ts'
import { createHandler as createShop } from '../../supabase/functions/shop/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { fullShop, saveDeliveries } from '../db/support/shop-orders.ts'
import { command, createFunctions } from './support/functions.ts'

const faults = new Faults()
const carrier = new Hono().route(
  '/',
  melhorEnvioRoutes({ faults, signal: new AbortController().signal }) as unknown as Hono,
)
let isUp = true
let asked = 0
const { testDatabase, platform, deps } = await createFunctions(async (url, init) => {
  if (!url.startsWith('https://envio.test')) return new Response('', { status: 404 })
  if (!isUp) throw new TypeError('fetch failed')
  asked += 1
  return carrier.request(url.replace('https://envio.test', ''), init)
})
const connect = createHandler({ ...deps, openCarrier: carriersOf(platform) })
const shop = createShop(shopOf(platform))
const { thing } = await fullShop(testDatabase)

beforeAll(() => saveDeliveries(testDatabase))
afterEach(() => {
  faults.clear()
  isUp = true
})

async function press(more: object = {}, email: Email = 'admin@aurora.test') {
  const response = await connect(
    await command('connect-carrier', email, {
      tenant_id: aurora.id,
      provider: 'melhor_envio',
      token: demoMelhorEnvio.token,
      origin_cep: '05435-040',
      ...more,
    }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** A cart with one thing and a CEP, as somebody sees it who has just come. */
async function seeCart(address: string, cep = '22070-000') {
  let cookie = ''
  const go = async (form: Record<string, string> | null) => {
    const response = await shop(
      new Request('https://x/shop/aurora/carrinho', {
        method: form ? 'POST' : 'GET',
        headers: { 'x-forwarded-for': address, cookie },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      }),
    )
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response.text()
  }
  await go({ acao: 'incluir', variante: thing.variant, quantidade: '1' })
  await go({ acao: 'entrega', cep })
  return go(null)
}

test('tries the key before anything is kept, and says what is wrong', async () => {
  expect(await press({ token: 'token-of-somebody-else' })).toMatchObject({
    status: 400,
    body: { code: 'carrier_key_refused' },
  })
  faults.set('melhor_envio', { status500: 1 })
  expect(await press()).toMatchObject({ status: 503, body: { code: 'carrier_unavailable' } })
  expect(await press({ provider: 'pombo' })).toMatchObject({ status: 400, body: { code: 'invalid_carrier' } })
  expect((await press({ origin_cep: '123' })).status).toBe(400)
  expect((await press({}, 'recepcao@aurora.test')).status).toBe(403)
  const [row] = await testDatabase.asPostgres(
    (sql) => sql`select count(*)::int as n from app.shipping_accounts`,
  )
  expect(row).toEqual({ n: 0 })
  const { status, body } = await press({ extra_cents: 150, extra_days: 1 })
  expect(status).toBe(200)
  expect(body).toMatchObject({ carriers: [{ is_connected: true, origin_cep: '05435040', key_hint: 'rora' }] })
  expect(JSON.stringify(body)).not.toContain(demoMelhorEnvio.token)
})

test('a cart shows what the carrier says beside the table, and asks once', async () => {
  const before = asked
  const page = await seeCart('203.0.113.1')
  expect(page).toContain('Correios PAC')
  expect(page).toContain('Correios SEDEX')
  expect(page).toContain('Jadlog .Package')
  await seeCart('203.0.113.2')
  expect(asked).toBe(before + 1)
})

test('a carrier that is away leaves the table; the next look asks again', async () => {
  isUp = false
  const page = await seeCart('203.0.113.3', '01310-100')
  expect(page).toContain('PAC')
  expect(page).not.toContain('Correios')
  isUp = true
  faults.set('melhor_envio', { status500: 1 })
  expect(await seeCart('203.0.113.4', '04101-000')).not.toContain('Correios')
  expect(await seeCart('203.0.113.4', '04101-000')).toContain('Correios PAC')
})
