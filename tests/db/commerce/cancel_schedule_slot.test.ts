import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { cancelSlot, holdSeats, listSlots, saveSlot, workshop } from '../support/shop.ts'

const db = await createDatabase()
const date = { start_local: '2099-05-09T14:00', minutes: 120, capacity: 12 }

describe('cancel_schedule_slot', () => {
  it('takes a date off once, that nobody has bought', () =>
    db.rolledBack(async (session) => {
      const { product, slot } = await workshop(session)
      await holdSeats(session, slot, 1, aurora.id)
      await expectRefusal(() => cancelSlot(session, slot), 'PT409', 'seats_in_use')
      await session.asPostgres((sql) => sql`select app.release_seats(${aurora.id}, 'order', ${aurora.id})`)
      await cancelSlot(session, slot)
      await cancelSlot(session, slot)
      expect(await listSlots(session, product)).toMatchObject([
        { is_cancelled: true, cancel_reason: 'Professora doente' },
      ])
      await expectRefusal(() => saveSlot(session, product, { ...date, id: slot }), 'PT409', 'slot_cancelled')
      await expectRefusal(() => cancelSlot(session, product), 'PT404', 'slot_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.cancel_schedule_slot(${aurora.id}, ${aurora.id}, null)`)
})
