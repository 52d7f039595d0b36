import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { booked, openBooking, openLink } from '../support/online-booking.ts'

const db = await createDatabase()
const rotate = (session: Session, slug: string, as: Parameters<typeof ask>[3] = 'dona@aurora.test') =>
  ask<{ slug: string }>(session, 'rotate_booking_link', { slug }, as)

describe('rotate_booking_link', () => {
  it('gives a new address, once for each that was seen; links of bookings stay', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { link } = await booked(session, slug)
      const { slug: next } = await rotate(session, slug)
      expect(next).not.toBe(slug)
      expect((await rotate(session, slug)).slug).toBe(next)
      expect(await openLink(session, link)).toMatchObject({ state: 'booked' })
    }))

  it('refuses the reception', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await expectRefusal(() => rotate(session, slug, 'recepcao@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.rotate_booking_link(${aurora.id}, 'x')`)
})
