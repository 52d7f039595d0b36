import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { cancel, order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

type Coupon = { id: string; code: string; uses: number }
const save = (session: Parameters<typeof ask>[0], more: object = {}, id = randomUUID() as string) =>
  ask<Coupon>(
    session,
    'save_coupon',
    { id, coupon: { code: 'volta10', kind: 'percent', value: 10, ...more } },
    'admin@aurora.test',
  )

describe('save_coupon', () => {
  it('keeps a code once, in capitals; what cannot be is refused', () =>
    db.rolledBack(async (session) => {
      const { id, code } = await save(session)
      expect(code).toBe('VOLTA10')
      await expectError(save(session), 'PT409', 'coupon_code_taken')
      for (const wrong of [
        { value: 101 },
        { value: 0 },
        { code: 'a' },
        { kind: 'gift' },
        { starts_on: '2026-02-02', ends_on: '2026-02-01' },
        { value: 'x' },
      ])
        await expectError(save(session, { code: 'OUTRO', ...wrong }), 'PT400', 'invalid_coupon')
      await save(session, { is_archived: true }, id)
      await save(session)
    }))
})

describe('a coupon', () => {
  it('is shared among the lines to the cent', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const other = await shelve(session)
      await save(session, { kind: 'fixed', value: 1000 })
      const items = [1, 2].map((quantity, n) => ({ variant_id: n ? other.variant : variant, quantity }))
      const placed = await order(session, variant, { items, coupon: ' volta10 ' })
      expect(placed).toMatchObject({ discount_cents: 1000, total_cents: 13970 })
      expect(placed.items.map(({ coupon_cents }) => coupon_cents)).toEqual([333, 667])
    }))

  it('has a period, a minimum, uses in all and by person; an order that ends gives its use back', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { variant } = await shelve(session, { quantity: 100 })
      const { id } = await save(session, { max_uses: 2, max_uses_per_person: 1, minimum_cents: 5000 })
      const buy = (patient_id: string, quantity = 2) =>
        order(session, variant, { coupon: 'VOLTA10', patient_id }, { quantity })
      await expectError(buy(patients.ana, 1), 'PT409', 'coupon_needs_more')
      const first = await buy(patients.ana)
      await expectError(buy(patients.ana), 'PT409', 'coupon_used_by_person')
      await buy(patients.bia)
      await expectError(order(session, variant, { coupon: 'VOLTA10' }), 'PT409', 'coupon_used_up')
      await cancel(session, first.id)
      await buy(patients.ana)
      const [row] = await session.asPostgres(
        (sql) =>
          sql<
            { uses: number }[]
          >`select uses from public.coupons where tenant_id = ${aurora.id} and id = ${id}`,
      )
      expect(row).toEqual({ uses: 2 })
      await save(session, { ends_on: '2020-01-01' }, id)
      await expectError(order(session, variant, { coupon: 'VOLTA10' }), 'PT409', 'coupon_not_valid_today')
    }))

  it('discounts nothing of what a psychologist does, and things all the same', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const [thing, care] = [await shelve(session), await shelve(session, { kind: 'service' })]
      await session.asPostgres(
        (sql) => sql`
          update public.therapists set council = 'CRP', council_region = '06', council_number = '12345' where tenant_id = ${aurora.id}`,
      )
      await save(session)
      await expectError(
        order(session, care.variant, { coupon: 'VOLTA10' }),
        'PT409',
        'coupon_not_for_profession',
      )
      const items = [{ variant_id: care.variant, quantity: 1, discount_cents: 100 }]
      await expectError(order(session, care.variant, { items }), 'PT409', 'coupon_not_for_profession')
      const both = [thing, care].map(({ variant }) => ({ variant_id: variant, quantity: 1 }))
      const placed = await order(session, thing.variant, { items: both, coupon: 'VOLTA10' })
      expect(placed.items.map(({ coupon_cents }) => coupon_cents)).toEqual([499, 0])
      expect(await ask(session, 'list_coupons')).toMatchObject({
        limits: { coupons: ['CRP'], packages: ['CRP'], reviews: ['CRP'] },
        coupons: [{ code: 'VOLTA10' }],
      })
    }))
})

itIsForAdmins(db, (sql) => callAgenda(sql, 'select %s', 'save_coupon', { id: randomUUID(), coupon: {} }))
