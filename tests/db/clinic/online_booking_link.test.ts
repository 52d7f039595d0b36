import { describe, expect, it } from 'vitest'
import { ask, book, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import {
  booked,
  byLink,
  newToken,
  openBooking,
  openLink,
  saveBooking,
  storedBookings,
} from '../support/online-booking.ts'

const db = await createDatabase()

describe('the link of a booking', () => {
  it('shows when and whom, and the times to move to', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { change_hours: 0 })
      const { link, slot } = await booked(session, slug)
      expect(await openLink(session, link, true)).toMatchObject({
        state: 'booked',
        starts_local: `${slot.day}T${slot.time}`,
        therapist: 'Helena Terapeuta',
        may_change: true,
        days: expect.arrayContaining([expect.objectContaining({ day: slot.day })]) as object,
      })
      expect(await openLink(session, newToken())).toEqual({ state: 'unknown' })
    }))

  it('moves to a free time, once and again, and the desk is told', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { change_hours: 0 })
      const { link, slots } = await booked(session, slug)
      expect(await byLink(session, 'move_online_booking', link, slots[3]!.at)).toEqual({ state: 'moved' })
      expect(await byLink(session, 'move_online_booking', link, slots[3]!.at)).toEqual({ state: 'moved' })
      expect(await openLink(session, link)).toMatchObject({
        starts_local: `${slots[3]!.day}T${slots[3]!.time}`,
      })
      const told = await session.asPostgres(
        (sql) => sql`select from public.notifications where kind = 'online_changed' and message_count = 1`,
      )
      expect(told.length).toBeGreaterThan(0)
      await book(session, { start_local: `${slots[6]!.day}T${slots[6]!.time}`, patient_ids: [patients.ana] })
      expect(await byLink(session, 'move_online_booking', link, slots[6]!.at)).toEqual({ state: 'taken' })
      expect(await byLink(session, 'move_online_booking', link, 'x')).toEqual({ state: 'taken' })
    }))

  it('cancels, and stays as it is after that', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { change_hours: 0 })
      const { link } = await booked(session, slug)
      expect(await byLink(session, 'cancel_online_booking', link)).toEqual({ state: 'cancelled' })
      expect(await byLink(session, 'cancel_online_booking', link)).toEqual({ state: 'cancelled' })
      expect(await openLink(session, link)).toMatchObject({ state: 'cancelled', may_change: false })
      expect(await storedBookings(session)).toMatchObject([{ session_status: 'cancelled' }])
    }))

  it('changes nothing after the limit of the clinic', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { change_hours: 336 })
      const { link, slots } = await booked(session, slug)
      expect(await openLink(session, link)).toMatchObject({ may_change: false })
      expect(await byLink(session, 'move_online_booking', link, slots[3]!.at)).toEqual({ state: 'too_late' })
      expect(await byLink(session, 'cancel_online_booking', link)).toEqual({ state: 'too_late' })
      expect(await storedBookings(session)).toMatchObject([{ session_status: 'scheduled' }])
    }))

  it('is limited for who guesses', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { link } = await booked(session, slug)
      await openLink(session, link)
      await session.asPostgres(
        (sql) => sql`update app.rate_counts set count = 120 where key like 'booking:link:%'`,
      )
      for (const name of ['cancel_online_booking', 'invite_online_booking'] as const)
        expect(await byLink(session, name, link)).toEqual({ state: 'limited' })
      expect(await byLink(session, 'move_online_booking', link, 'x')).toEqual({ state: 'limited' })
      expect(await openLink(session, link)).toEqual({ state: 'limited' })
    }))

  it('opens the form of a first visit, whose link is made anew each time', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { link } = await booked(session, slug)
      const first = await byLink(session, 'invite_online_booking', link)
      const second = await byLink(session, 'invite_online_booking', link)
      expect([first.state, second.state]).toEqual(['invited', 'invited'])
      const open = async (token = '') => {
        const [row] = await session.asService(
          (sql) =>
            sql<{ info: { state: string } }[]>`select app.get_intake_invite_info(${token}, 'x') as info`,
        )
        return row!.info.state
      }
      expect(await open(first.token)).toBe('unknown')
      expect(await open(second.token)).toBe('open')
      expect(await session.asPostgres((sql) => sql`select from public.intake_invites`)).toHaveLength(1)
    }))

  it('offers no form to who was here before, and none where the clinic wants none', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { link } = await booked(session, slug, { first_visit: false })
      expect(await byLink(session, 'invite_online_booking', link)).toEqual({ state: 'none' })
      const other = await booked(session, slug, { phone: '21 98888-7777' })
      await saveBooking(session, { offers_intake: false })
      expect(await openLink(session, other.link)).toMatchObject({ offers_intake: false })
      expect(await byLink(session, 'invite_online_booking', other.link)).toEqual({ state: 'none' })
    }))

  it('follows what the desk does with the session', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      const { link } = await booked(session, slug)
      const [row] = await storedBookings(session)
      await ask(session, 'set_session_status', { id: row!.session_id, status: 'cancelled' })
      expect(await openLink(session, link)).toMatchObject({ state: 'cancelled' })
    }))
})
