import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { openShop } from '../support/shop.ts'
import { rate, saveDeliveries } from '../support/shop-orders.ts'

const db = await createDatabase()

describe('save_shop_deliveries', () => {
  it('is the whole form: what is not in it is gone', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const first = await saveDeliveries(session, { pickup_note: 'Até 18h', hold_minutes: 60 })
      expect(first).toMatchObject({
        is_ready: true,
        pickup_note: 'Até 18h',
        hold_minutes: 60,
        rates: [{ name: 'PAC', cep_from: '01000000', cep_to: '05999999', price_cents: 1890 }],
      })
      expect(await saveDeliveries(session, { offers_pickup: false, rates: [] })).toMatchObject({
        offers_pickup: false,
        rates: [],
      })
    }))

  it.each([
    { rates: null },
    { rates: [rate({ cep_from: '9' })] },
    { rates: [rate({ cep_from: '06000000' })] },
    { rates: [rate({ name: '' })] },
    { rates: [rate({ price_cents: -1 })] },
    { rates: [rate({ days_max: 1 })] },
    { hold_minutes: 5 },
  ])('refuses %j', (form) =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await expectRefusal(() => saveDeliveries(session, form), 'PT400', 'invalid_deliveries')
    }),
  )

  it('is of a shop that has its settings, and not of the desk', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      await session.asPostgres((sql) => sql`delete from public.shop_settings`)
      await expectRefusal(() => saveDeliveries(session), 'PT409', 'shop_not_ready')
      await expectRefusal(() => saveDeliveries(session, {}, 'recepcao@aurora.test'), 'PT403', 'forbidden')
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'save_shop_deliveries', { form: {} }))
