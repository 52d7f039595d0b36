import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { saveBooking, type BookingSettings } from '../support/online-booking.ts'

const db = await createDatabase()

describe('get_booking_settings', () => {
  it('is closed without an address until it is saved', () =>
    db.rolledBack(async (session) => {
      const get = () => ask<BookingSettings>(session, 'get_booking_settings', {}, 'terapeuta@aurora.test')
      expect(await get()).toMatchObject({ is_open: false, slug: null, notice_hours: 12, offers: [] })
      const saved = await saveBooking(session, { is_open: true })
      expect(await get()).toEqual(saved)
    }))

  it('says why no confirmation can be sent, by what the clinic has', () =>
    db.rolledBack(async (session) => {
      const reason = async () => (await ask<BookingSettings>(session, 'get_booking_settings', {})).cannot_tell
      const before = await reason()
      await session.asPostgres(
        (sql) =>
          sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id}`,
      )
      expect(await reason()).toBe('no_active_channel')
      expect(before).not.toBe('no_active_channel')
      await ask(
        session,
        'save_session_notice_settings',
        { tells_booked: false, tells_moved: true, tells_cancelled: true },
        'dona@aurora.test',
      )
      expect(await reason()).toBe('notices_off')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_booking_settings(${aurora.id})`)
})
