import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { order, type Order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('create_order', () => {
  it('numbers the orders of a clinic, takes the prices of the clinic and leaves nothing of one that is refused', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelve(session)
      expect((await order(session, variant)).number).toBe(1)
      for (const [wish, sqlstate, code] of [
        [{ items: [] }, 'PT400', 'order_is_empty'],
        [{ items: [{ variant_id: randomUUID(), quantity: 1 }] }, 'PT404', 'variant_not_found'],
        [{ items: [{ variant_id: variant, quantity: 0 }] }, 'PT400', 'invalid_quantity'],
        [{ items: [{ variant_id: variant, quantity: 'many' }] }, 'PT400', 'invalid_order'],
        [{ items: [{ variant_id: variant, quantity: 1, discount_cents: 4991 }] }, 'PT400', 'invalid_amount'],
        [{ items: [{ session_id: randomUUID(), price_cents: 100 }] }, 'PT404', 'session_not_found'],
        [{ contact_id: randomUUID() }, 'PT404', 'contact_not_found'],
        [{ patient_id: randomUUID() }, 'PT404', 'patient_not_found'],
        [{ thread_key: 'whatsapp:+5511900000000' }, 'PT404', 'conversation_not_found'],
        [{ channel: 'shop' }, 'PT400', 'invalid_order'],
        [{ expires_minutes: 1 }, 'PT400', 'invalid_order'],
        [{ coupon: 'NADA' }, 'PT404', 'coupon_not_found'],
      ] as const)
        await expectError(order(session, variant, wish), sqlstate, code)
      const second = await order(session, variant, {
        patient_id: patients.ana,
        items: [{ variant_id: variant, quantity: 2, discount_cents: 980, price_cents: 1 }],
      })
      expect(second).toMatchObject({ number: 2, total_cents: 9000, buyer_name: expect.any(String) as string })
    }))

  it('one that costs nothing is paid', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const free = await order(session, variant, {
        items: [{ variant_id: variant, quantity: 1, discount_cents: 4990 }],
      })
      expect(free).toMatchObject({ state: 'paid', total_cents: 0, expires_at: null })
    }))

  it('a contact who is a patient pays as that patient', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelve(session)
      const contact = await ask<{ id: string }>(session, 'save_contact', {
        id: randomUUID(),
        version: null,
        fields: { full_name: 'Otávio Brandão' },
      }).catch(() => null)
      const [one, other] = [
        await order(session, variant, { patient_id: patients.ana }),
        await order(session, variant),
      ]
      expect(one.payer_id).not.toBe(other.payer_id)
      if (contact) {
        const third: Order = await order(session, variant, { contact_id: contact.id })
        expect([one.payer_id, other.payer_id]).not.toContain(third.payer_id)
      }
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'create_order', { id: randomUUID(), order: {} }))
