import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { holdSeats, listSlots, saveSlot, seatsOf, workshop } from '../support/shop.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()
const date = { start_local: '2099-05-09T14:00', minutes: 120, capacity: 12, place: 'Sala grande' }
describe('save_schedule_slot', () => {
  it('adds a date on the clinic’s clock, and changes it', () =>
    db.rolledBack(async (session) => {
      const { product, slot } = await workshop(session)
      const second = await saveSlot(session, product, { ...date, start_local: '2099-05-08T09:00' })
      await saveSlot(session, product, { ...date, id: slot, capacity: 20 })
      expect(await listSlots(session, product)).toMatchObject([
        { id: second, start_local: '2099-05-08T09:00', minutes: 120, capacity: 12, place: 'Sala grande' },
        { id: slot, start_local: '2099-05-09T14:00', capacity: 20, is_cancelled: false },
      ])
    }))

  it('never has fewer seats than are held or sold', () =>
    db.rolledBack(async (session) => {
      const { product, slot } = await workshop(session)
      await holdSeats(session, slot, 5)
      await expectRefusal(
        () => saveSlot(session, product, { ...date, id: slot, capacity: 4 }),
        'PT409',
        'seats_in_use',
      )
      await saveSlot(session, product, { ...date, id: slot, capacity: 5 })
      expect(await seatsOf(session, slot)).toMatchObject({ capacity: 5, reserved: 5 })
    }))

  it.each([{ minutes: 4 }, { capacity: 0 }, { place: 'x'.repeat(201) }])('refuses %j', (wrong) =>
    db.rolledBack(async (session) => {
      const { product } = await workshop(session)
      await expectRefusal(() => saveSlot(session, product, { ...date, ...wrong }), 'PT400', 'invalid_slot')
    }),
  )

  it('is of what is sold by seats alone', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      await expectRefusal(() => saveSlot(session, product, date), 'PT404', 'product_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_schedule_slot(${aurora.id}, ${aurora.id}, ${sql.json(date)})`,
  )
})
