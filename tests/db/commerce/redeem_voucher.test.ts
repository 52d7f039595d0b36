import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { expectOrdersInOrder, getOrder, pay, type Order } from '../support/orders.ts'
import { buy, cartOf, fullShop, line, orderOf } from '../support/shop-orders.ts'

const db = await createDatabase()

interface Goods {
  goods: { vouchers: { id: string; code: string; redeemed_at: string | null; is_void: boolean }[] }
}
const redeem = (session: Session, code: string) =>
  ask<Order & Goods>(session, 'redeem_voucher', { code }, 'recepcao@aurora.test')

/** A stranger bought two seats, and has paid unless told otherwise. */
async function twoSeats(session: Session, isPaid = true) {
  const { circle } = await fullShop(session)
  const placed = await orderOf(
    session,
    await buy(session, cartOf([line(circle.variant, { slot_id: circle.slot, quantity: 2 })])),
  )
  if (isPaid) await pay(session, placed.id, placed.total_cents)
  return {
    id: placed.id,
    total: placed.total_cents,
    order: (await getOrder(session, placed.id)) as Order & Goods,
  }
}

describe('redeem_voucher', () => {
  it('hands over one unit a voucher, once, however the code is written', () =>
    db.rolledBack(async (session) => {
      const { order } = await twoSeats(session)
      const [one, two] = order.goods.vouchers
      const after = await redeem(session, ` ${one!.code.slice(0, 5)}-${one!.code.slice(5).toLowerCase()} `)
      expect(after).toMatchObject({ state: 'paid', items: [{ fulfilled: 1 }] })
      await expectRefusal(() => redeem(session, one!.code), 'PT409', 'voucher_redeemed')
      expect(await redeem(session, two!.code)).toMatchObject({
        state: 'fulfilled',
        items: [{ fulfilled: 2 }],
      })
      await expectOrdersInOrder(session)
    }))

  it('is void once its order is cancelled, and unknown elsewhere', () =>
    db.rolledBack(async (session) => {
      const { id, order } = await twoSeats(session)
      await expectRefusal(() => redeem(session, '0000000000'), 'PT404', 'voucher_not_found')
      await ask(
        session,
        'cancel_order',
        { order_id: id, reason: 'Desistiu', kind: 'money', method: 'cash' },
        'recepcao@aurora.test',
      )
      const { code } = order.goods.vouchers[0]!
      await expectRefusal(() => redeem(session, code), 'PT409', 'voucher_void')
      expect(
        ((await getOrder(session, id)) as Order & Goods).goods.vouchers.map(({ is_void }) => is_void),
      ).toEqual([true, true])
    }))

  it('exists only once all is paid, and the buyer is told once', () =>
    db.rolledBack(async (session) => {
      const { id, total, order } = await twoSeats(session, false)
      expect(order.goods.vouchers).toEqual([])
      await pay(session, id, total)
      const tell = () =>
        session.asService(async (sql) => {
          const [row] = await sql<{ did: { message?: { body: string }; skipped?: string } }[]>`
            select app.tell_buyer(${aurora.id}, ${id}, gen_random_uuid(), 'https://app.test/meu-pedido?clinic=x&key=') as did`
          return row!.did
        })
      await tell()
      expect(await tell()).toEqual({ skipped: 'told_already' })
      const mails = await session.asPostgres(
        (sql) => sql<{ payload: { to: string; data: { lines: string[]; path: string } } }[]>`
          select payload from app.jobs where kind = 'send_email' and payload ->> 'template' = 'order_paid'`,
      )
      expect(mails).toHaveLength(1)
      expect(mails[0]!.payload).toMatchObject({ to: 'camila@exemplo.test' })
      expect(mails[0]!.payload.data.path).toMatch(/^\/meu-pedido\?clinic=x&key=[0-9a-f]{64}$/)
      expect(mails[0]!.payload.data.lines).toHaveLength(2)
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'redeem_voucher', { code: 'x' }))
