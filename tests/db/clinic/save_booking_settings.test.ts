import { describe, expect, it } from 'vitest'
import { helena, openAgenda, sueli, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { saveBooking } from '../support/online-booking.ts'

const db = await createDatabase()

describe('save_booking_settings', () => {
  it('makes the address with the first call, and keeps what is not named', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const first = await saveBooking(session, { notice_hours: 4, daily_limit: 3 })
      expect(first).toMatchObject({ is_open: false, notice_hours: 4, daily_limit: 3, offers: [] })
      expect(first.slug).toMatch(/^aurora-[0-9a-f]{8}$/)
      const second = await saveBooking(session, { is_open: true, daily_limit: null })
      expect(second).toMatchObject({ is_open: true, notice_hours: 4, daily_limit: null, slug: first.slug })
      expect(await saveBooking(session, { is_open: false })).toMatchObject({ is_open: false })
    }))

  it('replaces what can be booked; what stays keeps its id', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const offer = { therapist_id: helena, session_type_id: types.single, note: ' Com hora \n marcada ' }
      const ids = () =>
        session.asPostgres(
          (sql) => sql<{ id: string }[]>`select id from public.booking_offers order by created_at`,
        )
      expect((await saveBooking(session, {}, [offer, offer])).offers).toEqual([
        { ...offer, note: 'Com hora marcada' },
      ])
      const [kept] = await ids()
      await saveBooking(session, {}, [offer, { therapist_id: sueli, session_type_id: types.couple }])
      expect((await ids()).map(({ id }) => id)).toContain(kept?.id)
      expect((await saveBooking(session, {}, [])).offers).toEqual([])
    }))

  it.each([
    [{ notice_hours: 400 }],
    [{ horizon_weeks: 0 }],
    [{ buffer_before: 999999999 }],
    [{ daily_limit: 0 }],
    [{ privacy_text: 'x'.repeat(3001) }],
  ])('refuses %j', (settings) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectRefusal(() => saveBooking(session, settings), 'PT400', 'invalid_settings')
    }),
  )

  it('refuses therapists and types that are not of the clinic', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const offer = { therapist_id: helena, session_type_id: types.single }
      await expectRefusal(
        () => saveBooking(session, {}, [{ ...offer, therapist_id: aurora.id }]),
        'PT404',
        'therapist_not_found',
      )
      await expectRefusal(
        () => saveBooking(session, {}, [{ ...offer, session_type_id: aurora.id }]),
        'PT404',
        'session_type_not_found',
      )
    }))

  it.each(['recepcao@aurora.test', 'terapeuta@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((session) =>
      expectRefusal(() => saveBooking(session, {}, undefined, email), 'PT403', 'forbidden'),
    ),
  )

  itIsForMembers(db, (sql) => sql`select public.save_booking_settings(${aurora.id}, '{}')`)
})
