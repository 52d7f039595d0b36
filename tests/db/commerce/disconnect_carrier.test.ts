import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { carriersToAsk, connectCarrier, keepQuote } from '../support/carriers.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { buy, cartOf, fullShop, home, line, quote, rate, saveDeliveries } from '../support/shop-orders.ts'

const db = await createDatabase()
const admin = 'admin@aurora.test'
const pac = { service: '1', name: 'Correios PAC', price_cents: 2130, days_min: 4, days_max: 5 }

interface Deliveries {
  carriers: { provider: string; is_connected: boolean; origin_cep: string | null; is_key_refused: boolean }[]
}

describe('disconnect_carrier', () => {
  it('forgets the key and what was said; an order keeps what it was told', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      await saveDeliveries(session, { rates: [] })
      await connectCarrier(session)
      const cart = cartOf([line(thing.variant)], { cep: '01310100', delivery: 'carrier:melhor_envio:1' })
      const [one] = await carriersToAsk(session, cart)
      await keepQuote(session, one!, [pac])
      const placed = await buy(session, cart, home)
      expect(placed.state).toBe('placed')
      for (let n = 0; n < 2; n++) {
        const { carriers } = await ask<Deliveries>(
          session,
          'disconnect_carrier',
          { provider: 'melhor_envio' },
          admin,
        )
        expect(carriers).toMatchObject([{ provider: 'melhor_envio', is_connected: false }])
      }
      const [row] = await session.asPostgres(
        (sql) => sql`
          select (select count(*)::int from app_private.shipping_credentials) as keys, (select count(*)::int from app.shipping_quotes) as quotes,
            (select delivery_name from public.order_buyers) as delivery`,
      )
      expect(row).toEqual({ keys: 0, quotes: 0, delivery: 'Correios PAC' })
      expect(await quote(session, cart)).toMatchObject({ way: null, total_cents: 4990 })
    }))
})

itIsForAdmins(
  db,
  (sql) => callAgenda(sql, 'select %s', 'disconnect_carrier', { provider: 'melhor_envio' }),
  (session) => session.asUser(admin, (sql) => sql`select public.set_module(${aurora.id}, 'shop', true)`),
)

describe('a carrier', () => {
  it('is connected with a key that is sealed, a CEP and small additions; connected again it is another account', () =>
    db.rolledBack(async (session) => {
      await fullShop(session)
      const first = await connectCarrier(session)
      const second = await connectCarrier(session, { cep: '01310100', extra: [300, 1] })
      expect(second).not.toBe(first)
      const { carriers } = await ask<Deliveries>(session, 'get_shop_deliveries', {}, admin)
      expect(carriers).toEqual([
        {
          provider: 'melhor_envio',
          name: 'Melhor Envio',
          is_connected: true,
          origin_cep: '01310100',
          extra_cents: 300,
          extra_days: 1,
          key_hint: 'ora1',
          is_key_refused: false,
        },
      ])
      for (const [how, code] of [
        [{ credentials: { token: 'x' } }, 'credentials_not_encrypted'],
        [{ cep: '123' }, 'invalid_carrier'],
        [{ provider: 'pombo' }, 'invalid_carrier'],
        [{ extra: [-1, 0] as [number, number] }, 'invalid_carrier'],
      ] as const)
        await expectRefusal(() => connectCarrier(session, how), 'PT400', code)
      await expectRefusal(() => connectCarrier(session, { as: 'recepcao@aurora.test' }), 'PT403')
    }))

  it('is asked once for parcels that cost the same, and stands beside the table', () =>
    db.rolledBack(async (session) => {
      const { thing, digital } = await fullShop(session)
      await saveDeliveries(session, { offers_pickup: false, rates: [rate()] })
      const cart = cartOf([line(thing.variant)], { cep: '01310-100', delivery: null })
      expect(await carriersToAsk(session, cart)).toEqual([])
      const id = await connectCarrier(session, { extra: [200, 2] })
      expect(await carriersToAsk(session, { ...cart, cep: null })).toEqual([])
      expect(await carriersToAsk(session, cartOf([line(digital.variant)], { cep: '01310100' }))).toEqual([])
      const [one] = await carriersToAsk(session, cart)
      expect(one).toMatchObject({
        id,
        provider: 'melhor_envio',
        from: '05435040',
        to: '01310100',
        grams: 200,
        cents: 5000,
      })
      expect(await keepQuote(session, one!, [pac])).toBe(true)
      expect(await carriersToAsk(session, cart)).toEqual([])
      expect((await quote(session, cart)).ways).toEqual([
        expect.objectContaining({ name: 'PAC', price_cents: 1890 }),
        {
          id: 'carrier:melhor_envio:1',
          kind: 'ship',
          name: 'Correios PAC',
          price_cents: 2330,
          days_min: 6,
          days_max: 7,
          note: null,
        },
      ])
      // two of them are another parcel, of which nothing is known
      const two = cartOf([line(thing.variant, { quantity: 2 })], { cep: '01310100' })
      expect((await quote(session, two)).ways).toHaveLength(1)
      expect(await carriersToAsk(session, two)).toHaveLength(1)
      // said an hour ago it is asked again, and holds meanwhile; after three hours it is gone
      const age = (hours: number) =>
        session.asPostgres(
          (sql) => sql`update app.shipping_quotes set quoted_at = now() - make_interval(hours => ${hours})`,
        )
      await age(2)
      expect([(await carriersToAsk(session, cart)).length, (await quote(session, cart)).ways.length]).toEqual(
        [1, 2],
      )
      await age(4)
      expect((await quote(session, cart)).ways).toHaveLength(1)
    }))

  it('that refuses its key is asked no more, and a stranger makes us ask only so often', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      await connectCarrier(session)
      const cart = cartOf([line(thing.variant)], { cep: '01310100' })
      for (let n = 0; n < 30; n++) expect(await carriersToAsk(session, cart, 'one')).toHaveLength(1)
      expect(await carriersToAsk(session, cart, 'one')).toEqual([])
      const [ask] = await carriersToAsk(session, cart)
      await keepQuote(session, ask!, null)
      expect(await carriersToAsk(session, cart)).toEqual([])
      expect(await keepQuote(session, { ...ask!, id: randomUUID() }, [pac])).toBe(false)
    }))
})
