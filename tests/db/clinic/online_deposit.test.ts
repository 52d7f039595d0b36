import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { follow, saveDeposits } from '../support/deposits.ts'
import { booked, openBooking, openLink, storedBookings } from '../support/online-booking.ts'
import { expire, pay } from '../support/orders.ts'
import { aurora } from '../support/cast.ts'
import { ask } from '../support/agenda.ts'
import { connectStripe } from '../support/stripe.ts'

const db = await createDatabase()

const orders = (session: Session) =>
  session.asPostgres(async (sql) => [
    ...(await sql<{ id: string; state: string; channel: string }[]>`
      select id, state, channel from public.orders where tenant_id = ${aurora.id}`),
  ])

describe('a deposit of an online booking', () => {
  it('is asked for where it can be paid, and its link says so until it is', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await saveDeposits(session)
      await connectStripe(session)
      const { link } = await booked(session, slug)
      expect(await openLink(session, link)).toMatchObject({
        state: 'booked',
        deposit: { clinic: aurora.id, amount_cents: 5000, state: 'due' },
      })
      const [order] = await orders(session)
      expect(order).toMatchObject({ channel: 'booking', state: 'pending' })
      await pay(session, order!.id, 5000)
      expect(await openLink(session, link)).toMatchObject({ deposit: { state: 'paid' } })
    }))

  it('that nobody pays frees the time for others', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await saveDeposits(session)
      await connectStripe(session)
      const { link } = await booked(session, slug)
      const [order] = await orders(session)
      await expire(session, order!.id)
      expect(await follow(session, order!.id)).toBe('released')
      expect(await openLink(session, link)).toMatchObject({ state: 'cancelled', deposit: { state: 'over' } })
    }))

  it('waits for the clinic where it accepts what is booked', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session, { needs_approval: true })
      await saveDeposits(session)
      await connectStripe(session)
      const { link } = await booked(session, slug)
      expect(await orders(session)).toEqual([])
      const [row] = await storedBookings(session)
      await ask(session, 'decide_online_booking', { session_id: row!.session_id, accepts: true })
      expect(await openLink(session, link)).toMatchObject({ deposit: { state: 'due' } })
    }))

  it('is not asked for where nobody could pay it, online is off, or there are no products', () =>
    db.rolledBack(async (session) => {
      const slug = await openBooking(session)
      await saveDeposits(session)
      const first = await booked(session, slug)
      expect(await openLink(session, first.link)).toMatchObject({ deposit: null })
      await connectStripe(session)
      await saveDeposits(session, undefined, { asks_online: false })
      await booked(session, slug)
      await saveDeposits(session)
      await ask(session, 'set_module', { module: 'products', is_on: false }, 'dona@aurora.test')
      await booked(session, slug)
      expect(await orders(session)).toEqual([])
    }))
})
