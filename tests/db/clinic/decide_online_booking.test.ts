import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { booked, openBooking, openLink, saveBooking, storedBookings } from '../support/online-booking.ts'

const db = await createDatabase()

async function request(session: Session) {
  const slug = await openBooking(session, { needs_approval: true })
  const { link, slot } = await booked(session, slug)
  const [row] = await storedBookings(session)
  return { slug, link, slot, id: row!.session_id, patient: row!.patient_id }
}
const decide = (session: Session, id: string, accepts: boolean, as?: Parameters<typeof ask>[3]) =>
  ask<{ online_booking: { status: string }; status: string }>(
    session,
    'decide_online_booking',
    { session_id: id, accepts },
    as,
  )
const lines = (session: Session, patient: string) =>
  session.asPostgres(
    (sql) => sql<{ line: string }[]>`select line from app.session_notice_lines(${aurora.id}, ${patient})`,
  )

describe('decide_online_booking', () => {
  it('accepts what was asked for, and the person is told', () =>
    db.rolledBack(async (session) => {
      const { id, link, patient } = await request(session)
      expect(await openLink(session, link)).toMatchObject({ state: 'requested' })
      expect((await lines(session, patient))[0]?.line).toContain('Pedido de horário recebido')
      await session.asService(
        (sql) => sql`select app.send_session_notice(${aurora.id}, ${patient}, ${randomUUID()})`,
      )
      expect(await decide(session, id, true)).toMatchObject({
        status: 'scheduled',
        online_booking: { status: 'booked' },
      })
      expect((await lines(session, patient))[0]?.line).toContain('Sessão marcada')
      expect(await openLink(session, link)).toMatchObject({ state: 'booked' })
      // what is decided stays
      expect(await decide(session, id, false)).toMatchObject({ status: 'scheduled' })
    }))

  it('declines it: the time is free again, and nothing is charged however late it is', () =>
    db.rolledBack(async (session) => {
      const { id, link, patient, slot } = await request(session)
      await ask(
        session,
        'save_absence_policy',
        { policy: { notice_hours: 700, late_cancel_percent: 100 } },
        'dona@aurora.test',
      ).catch(() => null)
      await session.asService(
        (sql) => sql`select app.send_session_notice(${aurora.id}, ${patient}, ${randomUUID()})`,
      )
      expect(await decide(session, id, false)).toMatchObject({
        status: 'cancelled',
        online_booking: { status: 'declined' },
      })
      expect((await lines(session, patient))[0]?.line).toContain('Não conseguimos atender')
      expect(await openLink(session, link)).toMatchObject({ state: 'declined' })
      const [owed] = await session.asPostgres(
        (sql) =>
          sql<
            { cents: number }[]
          >`select coalesce(sum(amount_cents), 0)::int as cents from public.money_entries`,
      )
      expect(owed?.cents).toBe(0)
      await book(session, { start_local: `${slot.day}T${slot.time}` })
    }))

  it('holds the time until then', () =>
    db.rolledBack(async (session) => {
      const { slot } = await request(session)
      await expectRefusal(
        () => book(session, { start_local: `${slot.day}T${slot.time}` }),
        'PT409',
        'time_taken',
      )
    }))

  it('knows no session that was booked otherwise', () =>
    db.rolledBack(async (session) => {
      await openBooking(session)
      const { id } = await book(session)
      await expectRefusal(() => decide(session, id, true), 'PT404', 'session_not_found')
      await expectRefusal(() => decide(session, randomUUID(), true), 'PT404', 'session_not_found')
    }))

  it('is for a therapist within the own agenda', () =>
    db.rolledBack(async (session) => {
      const { id, slug } = await request(session)
      expect(await decide(session, id, true, 'terapeuta@aurora.test')).toMatchObject({ status: 'scheduled' })
      await ask(session, 'save_working_hours', {
        therapist_id: sueli,
        hours: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((weekday) => ({
          weekday,
          from_time: '08:00',
          until_time: '18:00',
        })),
      })
      await saveBooking(session, {}, [{ therapist_id: sueli, session_type_id: types.single }])
      await booked(session, slug, { phone: '21 97777-1111' })
      const other = (await storedBookings(session)).find(({ session_id }) => session_id !== id)!
      await expectRefusal(
        () => decide(session, other.session_id, true, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.decide_online_booking(${aurora.id}, ${'0e000000-0000-4000-8000-000000000001'}, true)`,
  )
})
