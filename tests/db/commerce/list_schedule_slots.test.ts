import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { listSlots, workshop } from '../support/shop.ts'

const db = await createDatabase()

describe('list_schedule_slots', () => {
  it('says when a product takes place and how many seats are left, and knows no other product', () =>
    db.rolledBack(async (session) => {
      const { product, slot } = await workshop(session, 8)
      expect(await listSlots(session, product)).toMatchObject([
        { id: slot, start_local: '2099-05-09T14:00', capacity: 8, reserved: 0, sold: 0, is_cancelled: false },
      ])
      await expectRefusal(() => listSlots(session, aurora.id), 'PT404', 'product_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.list_schedule_slots(${aurora.id}, ${aurora.id})`)
})
