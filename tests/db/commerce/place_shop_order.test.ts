import { describe, expect, it } from 'vitest'
import { ask, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expire, expectOrdersInOrder, getOrder, pay } from '../support/orders.ts'
import { seatsOf } from '../support/shop.ts'
import {
  buy,
  cartOf,
  firstTime,
  fullShop,
  home,
  line,
  newToken,
  orderOf,
  quote,
  rate,
  saveDeliveries,
  timesOf,
} from '../support/shop-orders.ts'

const db = await createDatabase()

const people = (session: Session) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ contacts: number; patients: number; sessions: number; orders: number }[]>`
      select (select count(*)::int from public.contacts) as contacts, (select count(*)::int from public.patients) as patients,
        (select count(*)::int from public.sessions) as sessions, (select count(*)::int from public.orders) as orders`
    return row!
  })
const free = (session: Session, order: string) =>
  session.asService((sql) => sql`select app.free_order_times(${aurora.id}, ${order}) as n`)

describe('place_shop_order', () => {
  it('takes a thing, a seat, a time and something digital together, and holds them all', () =>
    db.rolledBack(async (session) => {
      const { thing, circle, service, digital } = await fullShop(session)
      const at = await firstTime(session)
      const placed = await orderOf(
        session,
        await buy(
          session,
          cartOf([
            line(thing.variant, { quantity: 2 }),
            line(circle.variant, { slot_id: circle.slot, quantity: 3 }),
            line(service.variant, { at }),
            line(digital.variant),
          ]),
        ),
      )
      expect(placed).toMatchObject({ total_cents: 7 * 4990, state: 'pending' })
      expect(placed.patient_id).not.toBeNull()
      expect(await seatsOf(session, circle.slot)).toMatchObject({ reserved: 3, sold: 0 })
      expect((await timesOf(session)).days[0]!.slots.map((slot) => slot.at)).not.toContain(at)
      const order = await pay(session, placed.id, placed.total_cents)
      expect(order.state).toBe('paid')
      expect(await seatsOf(session, circle.slot)).toMatchObject({ reserved: 0, sold: 3 })
      const [session_] = await session.asPostgres(
        (sql) => sql`
          select s.status, s.price_cents, (select count(*)::int from app.session_notice_wishes w where w.session_id = s.id) as wishes
          from public.sessions s join public.order_items i on i.session_id = s.id where i.order_id = ${placed.id}`,
      )
      expect(session_).toEqual({ status: 'scheduled', price_cents: 4990, wishes: 0 })
      await expectOrdersInOrder(session)
    }))

  it('sent twice is one order, and another form another', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      const token = newToken()
      const cart = cartOf([line(thing.variant)])
      const [first, second] = [
        await buy(session, cart, {}, { token }),
        await buy(session, cart, {}, { token }),
      ]
      expect(second).toEqual(first)
      expect(await buy(session, cart)).not.toEqual(first)
    }))

  it('answers what is wrong with the form, and asks for an address only for what is sent', () =>
    db.rolledBack(async (session) => {
      const { thing, digital } = await fullShop(session)
      await saveDeliveries(session)
      const before = await people(session)
      const wrong = { full_name: 'x', phone: '12', email: 'a', cpf: '111', accepted: false }
      expect(await buy(session, cartOf([line(digital.variant)]), wrong)).toMatchObject({
        state: 'invalid',
        problems: {
          full_name: 'required',
          phone: 'invalid',
          email: 'invalid',
          cpf: 'invalid',
          accepted: 'required',
        },
      })
      const sent = cartOf([line(thing.variant)], { cep: '05435-040', delivery: null })
      expect(await buy(session, sent)).toMatchObject({ problems: { delivery: 'required' } })
      const way = (await quote(session, sent)).ways.find(({ kind }) => kind === 'ship')!
      expect(await buy(session, { ...sent, delivery: way.id })).toMatchObject({
        problems: {
          cpf: 'required',
          street: 'required',
          number: 'required',
          city: 'required',
          state: 'invalid',
        },
      })
      expect(await people(session)).toEqual(before)
      const placed = await orderOf(session, await buy(session, { ...sent, delivery: way.id }, home))
      expect(placed.total_cents).toBe(4990 + 1890)
      expect(await getOrder(session, placed.id)).toMatchObject({
        buyer: {
          delivery_name: 'PAC',
          cep: '05435040',
          state: 'SP',
          cpf: '52998224725',
          accepted_text: 'Desistência em 7 dias.',
        },
      })
    }))

  it('says when the total is another than the buyer saw', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      const before = await people(session)
      expect(await buy(session, cartOf([line(thing.variant)]), {}, { expected: 1 })).toMatchObject({
        state: 'changed',
        quote: { total_cents: 4990 },
      })
      expect(await people(session)).toEqual(before)
    }))

  it.each([
    ['sold_out', { quantity: 0 }, {}],
    ['fewer', { quantity: 2 }, { quantity: 3 }],
  ])('keeps the cart of what is %s', (problem, stock, more) =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session, stock)
      expect(await buy(session, cartOf([line(thing.variant, more)]))).toMatchObject({
        state: 'short',
        quote: { is_ready: false, lines: [{ problem }] },
      })
    }),
  )

  it('is all or nothing: a seat that is gone leaves no session and no person', () =>
    db.rolledBack(async (session) => {
      const { circle, service } = await fullShop(session, { seats: 1 })
      const at = await firstTime(session)
      const cart = cartOf([line(service.variant, { at }), line(circle.variant, { slot_id: circle.slot })])
      const total = (await quote(session, cart)).total_cents
      await buy(session, cartOf([line(circle.variant, { slot_id: circle.slot })]))
      const before = await people(session)
      expect(await buy(session, cart, { full_name: 'Outra Pessoa' }, { expected: total })).toMatchObject({
        state: 'short',
      })
      expect(await people(session)).toEqual(before)
    }))

  it('knows who is known, adds nothing to them and tells the same', () =>
    db.rolledBack(async (session) => {
      const { thing, service } = await fullShop(session)
      await session.asPostgres(async (sql) => {
        await sql`insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
          values (${aurora.id}, 'patient', ${patients.ana}, '+5511966665555', true, 1)`
      })
      const [ana] = await session.asPostgres(
        (sql) =>
          sql<{ full_name: string }[]>`select full_name from public.patients where id = ${patients.ana}`,
      )
      const who = { full_name: ana!.full_name, phone: '11 96666-5555', email: 'outro@exemplo.test' }
      const before = await people(session)
      const placed = await buy(session, cartOf([line(thing.variant)]), who)
      expect(Object.keys(placed)).toEqual(Object.keys(await buy(session, cartOf([line(thing.variant)]))))
      expect((await orderOf(session, placed)).patient_id).toBe(patients.ana)
      const booked = await buy(
        session,
        cartOf([line(service.variant, { at: await firstTime(session) })]),
        who,
      )
      expect((await orderOf(session, booked)).patient_id).toBe(patients.ana)
      expect((await people(session)).patients).toBe(before.patients)
      const emails = await session.asPostgres(
        (sql) =>
          sql`select email from public.contact_emails where entity_id = ${patients.ana} and email = 'outro@exemplo.test'`,
      )
      expect(emails).toHaveLength(0)
    }))

  it('makes a contact who buys a session a patient, and nobody twice', () =>
    db.rolledBack(async (session) => {
      const { thing, service } = await fullShop(session)
      const first = await orderOf(session, await buy(session, cartOf([line(thing.variant)])))
      expect(first).toMatchObject({ patient_id: null })
      const second = await orderOf(
        session,
        await buy(session, cartOf([line(service.variant, { at: await firstTime(session) })])),
      )
      const [contact] = await session.asPostgres(
        (sql) => sql`select patient_id from public.contacts where id = ${first.contact_id}`,
      )
      expect(contact).toEqual({ patient_id: second.patient_id })
      const third = await orderOf(session, await buy(session, cartOf([line(thing.variant)])))
      expect(third.patient_id).toBe(second.patient_id)
    }))

  it('shows a coupon in the total, and takes its use', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      const coupon = { code: 'VOLTA10', kind: 'percent', value: 10, max_uses: 1 }
      await ask(
        session,
        'save_coupon',
        { id: '7c000000-0000-4000-8000-000000000001', coupon },
        'admin@aurora.test',
      )
      const cart = cartOf([line(thing.variant)], { coupon: 'volta10' })
      expect(await quote(session, cart)).toMatchObject({
        coupon_fits: true,
        discount_cents: 499,
        total_cents: 4491,
      })
      await buy(session, cart)
      expect(await quote(session, cart)).toMatchObject({ coupon_fits: false, total_cents: 4990 })
      expect(await buy(session, cart, {}, { expected: 4491 })).toMatchObject({ state: 'changed' })
    }))

  it('lets go of everything when nobody pays, and takes late money only while the time is free', () =>
    db.rolledBack(async (session) => {
      const { circle, service } = await fullShop(session)
      const at = await firstTime(session)
      const cart = cartOf([line(service.variant, { at }), line(circle.variant, { slot_id: circle.slot })])
      const placed = await orderOf(session, await buy(session, cart))
      expect(await expire(session, placed.id)).toBe('expired')
      await free(session, placed.id)
      expect(await seatsOf(session, circle.slot)).toMatchObject({ reserved: 0 })
      expect((await timesOf(session)).days[0]!.slots.map((slot) => slot.at)).toContain(at)
      const told = await session.asPostgres(
        (sql) =>
          sql`select app.apply_order_payment(${aurora.id}, ${placed.id}, 'stripe', 'pi_1', ${placed.total_cents}, 'card') as did`,
      )
      expect(told[0]!.did).toMatchObject({ state: 'late' })
      await expectOrdersInOrder(session)
    }))

  it('gives seats and times back with a cancelled order', () =>
    db.rolledBack(async (session) => {
      const { circle, service } = await fullShop(session)
      const at = await firstTime(session)
      const cart = cartOf([line(service.variant, { at }), line(circle.variant, { slot_id: circle.slot })])
      const placed = await orderOf(session, await buy(session, cart))
      await pay(session, placed.id, placed.total_cents)
      await ask(
        session,
        'cancel_order',
        { order_id: placed.id, reason: 'Desistiu', kind: 'money', method: 'cash' },
        'recepcao@aurora.test',
      )
      await free(session, placed.id)
      expect(await seatsOf(session, circle.slot)).toMatchObject({ reserved: 0, sold: 0 })
      expect((await timesOf(session)).days[0]!.slots.map((slot) => slot.at)).toContain(at)
      await expectOrdersInOrder(session)
    }))

  it('asks a PIX for the CPF that was typed, never for one that is known', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      const ways = async (who: object) => {
        const { id } = await orderOf(session, await buy(session, cartOf([line(thing.variant)]), who))
        const [row] = await session.asService(
          (sql) =>
            sql<
              { page: { ways: { needs_document: boolean } } }[]
            >`select app.show_order_page(${aurora.id}, ${id}) as page`,
        )
        return row!.page.ways.needs_document
      }
      expect(await ways({ cpf: '529.982.247-25' })).toBe(false)
      expect(await ways({})).toBe(true)
    }))

  it('has a limit by where it comes from', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session, { quantity: 100 })
      const send = () => buy(session, cartOf([line(thing.variant)]), {}, { ip: 'one', expected: 1 })
      for (let n = 0; n < 40; n++) expect(await send()).toMatchObject({ state: 'changed' })
      expect(await send()).toEqual({ state: 'limited' })
    }))
})

describe('a quote', () => {
  it('finds the cheapest rate of a name that fits, free from a value', () =>
    db.rolledBack(async (session) => {
      const { thing } = await fullShop(session)
      await saveDeliveries(session, {
        offers_pickup: false,
        rates: [
          rate(),
          rate({ max_grams: 5000, price_cents: 3500 }),
          rate({
            name: 'Motoboy',
            cep_from: '05400000',
            cep_to: '05499999',
            price_cents: 1200,
            free_from_cents: null,
          }),
          rate({ name: 'Longe', cep_from: '20000000', cep_to: '29999999' }),
        ],
      })
      const at = (quantity: number) =>
        quote(session, cartOf([line(thing.variant, { quantity })], { cep: '05435-040', delivery: null }))
      expect((await at(1)).ways.map(({ name, price_cents }) => [name, price_cents])).toEqual([
        ['PAC', 1890],
        ['Motoboy', 1200],
      ])
      // 1,400 g are too heavy for the first and for the courier
      expect((await at(7)).ways.map(({ name, price_cents }) => [name, price_cents])).toEqual([['PAC', 0]])
      expect(await at(1)).toMatchObject({ ships: true, way: null, total_cents: 4990 })
    }))

  it('knows what is gone, and what has no date', () =>
    db.rolledBack(async (session) => {
      const { circle, service } = await fullShop(session)
      const { lines, is_ready } = await quote(
        session,
        cartOf([
          line(aurora.id),
          line(circle.variant),
          line(service.variant),
          line(service.variant, { at: '2020-01-01T10:00Z' }),
        ]),
      )
      expect(lines.map(({ problem }) => problem)).toEqual(['gone', 'needs_date', 'needs_time', 'time_taken'])
      expect(is_ready).toBe(false)
    }))
})
