import { describe, expect, it } from 'vitest'
import {
  agenda,
  ask,
  book,
  detailOf,
  form,
  helena,
  openAgenda,
  otherSessionId,
  patients,
  rooms,
  sessionId,
  sueli,
  types,
  type Hit,
} from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('book_session', () => {
  it("takes length, price and places from the type, and the time from the clinic's clock", () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const booked = await book(session, { room_id: rooms.blue })
      expect(booked).toMatchObject({
        starts_at: '2026-12-01T18:00:00+00:00',
        starts_local: '2026-12-01T15:00',
        ends_local: '2026-12-01T15:50',
        price_cents: 18000,
        capacity: 1,
        status: 'scheduled',
        room_name: 'Sala azul',
        color: 'teal',
        patients: [{ patient_id: patients.ana, name: 'Ana Prado', status: 'scheduled' }],
      })
      expect(await agenda(session, '2026-12-01')).toEqual([booked])
    }))

  it('is one session when it is sent twice', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      expect(await book(session)).toEqual(await book(session, { start_local: '2026-12-01T18:00' }))
      expect(await agenda(session, '2026-12-01')).toHaveLength(1)
    }))

  it('says whom it would meet, of the therapist and of the room', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { room_id: rooms.blue })
      const again = () =>
        book(session, { id: otherSessionId, start_local: '2026-12-01T15:30', patient_ids: [patients.bia] })
      expect(await detailOf<Hit[]>(again())).toMatchObject([
        {
          kind: 'session',
          blocks: true,
          starts_local: '2026-12-01T15:00',
          session: { id: sessionId, patients: ['Ana Prado'] },
        },
      ])
      await expectRefusal(again, 'PT409', 'time_taken')
      const room = () => book(session, { id: otherSessionId, therapist_id: sueli, room_id: rooms.blue })
      expect((await detailOf<Hit[]>(room())).map(({ kind }) => kind)).toEqual(['room'])
      await book(session, { id: otherSessionId, start_local: '2026-12-01T15:50' })
    }))

  it('squeezes in when somebody says why, and keeps who it was', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const squeezed = await book(session, { id: otherSessionId, reason: ' Crise ' })
      expect(squeezed).toMatchObject({
        blocks_time: false,
        squeezed_in: { by: people['recepcao@aurora.test'].id, by_name: 'Rita Recepção', reason: 'Crise' },
      })
      // a reason without a need makes an ordinary session
      const third = '0e000000-0000-4000-8000-000000000003'
      expect(
        await book(session, { id: third, start_local: '2026-12-01T17:00', reason: 'Crise' }),
      ).toMatchObject({
        blocks_time: true,
        squeezed_in: null,
      })
    }))

  it('seats as many people as there are places, each once', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const two = [patients.ana, patients.bia]
      await expectRefusal(() => book(session, { patient_ids: two }), 'PT409', 'session_full')
      const couple = await book(session, {
        session_type_id: types.couple,
        patient_ids: [...two, patients.ana],
      })
      expect(couple.patients.map(({ name }) => name)).toEqual(['Ana Prado', 'Bia Reis'])
    }))

  it('refuses what does not exist', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const nobody = aurora.id
      for (const [changes, code, status] of [
        [{ therapist_id: nobody }, 'therapist_not_found', 'PT404'],
        [{ session_type_id: nobody }, 'session_type_not_found', 'PT404'],
        [{ room_id: nobody }, 'room_not_found', 'PT404'],
        [{ patient_ids: [nobody] }, 'patient_not_found', 'PT404'],
        [{ start_local: '2026-02-30T10:00' }, 'invalid_moment', 'PT400'],
        [{ start_local: 'amanhã' }, 'invalid_moment', 'PT400'],
        [{ minutes: 0 }, 'invalid_moment', 'PT400'],
        [{ online_url: 'javascript:alert(1)' }, 'invalid_link', 'PT400'],
        [{ price_cents: -1 }, 'invalid_price', 'PT400'],
      ] as const) {
        await expectRefusal(() => book(session, changes), status, code)
      }
    }))

  it('writes into the own agenda of a therapist, and into no other', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { as: 'terapeuta@aurora.test' })
      const other = () =>
        book(session, { id: otherSessionId, therapist_id: sueli, as: 'terapeuta@aurora.test' })
      await expectRefusal(other, 'PT403', 'forbidden')
    }))

  it('tells open screens and the events', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await session.asPostgres((sql) => sql`delete from realtime.messages where private`)
      const booked = await book(session)
      const [told] = await session.asPostgres(
        (sql) => sql`select event, payload from realtime.messages where private and event = 'session'`,
      )
      expect(told?.payload).toEqual({
        ids: [sessionId],
        from: '2026-12-01',
        to: '2026-12-01',
        session: booked,
      })
      const [event] = await session.asPostgres(
        (sql) => sql`
          select kind, actor_id, before, after ->> 'therapist_id' as therapist, due_at - created_at as grace
          from app.session_events where tenant_id = ${aurora.id}`,
      )
      expect(event).toMatchObject({
        kind: 'booked',
        actor_id: people['recepcao@aurora.test'].id,
        before: null,
        therapist: helena,
      })
      expect(String(event?.grace)).toMatch(/^00:03:00|3 min/)
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.book_session(${aurora.id}, ${sessionId}, ${sql.json(form() as never)})`,
    openAgenda,
  )
})

describe('two at once', () => {
  it('book one time: one has it, the other reads whose it is', async () => {
    await openAgenda(db)
    const ids = ['0e100000-0000-4000-8000-000000000001', '0e100000-0000-4000-8000-000000000002']
    const outcomes = await Promise.allSettled(ids.map((id) => book(db, { id })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'PT409', message: 'time_taken' })
    expect(JSON.parse((refused?.reason as { detail: string }).detail)).toMatchObject([{ kind: 'session' }])
  })

  it('book one room: one has it', async () => {
    const at = { start_local: '2026-12-02T09:00', room_id: rooms.green }
    const outcomes = await Promise.allSettled([
      book(db, { id: '0e100000-0000-4000-8000-000000000003', ...at }),
      book(db, { id: '0e100000-0000-4000-8000-000000000004', therapist_id: sueli, ...at }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')
    expect(JSON.parse((refused?.reason as { detail: string }).detail)).toMatchObject([{ kind: 'room' }])
  })

  it('send one form twice: it is one session', async () => {
    const twice = { id: '0e100000-0000-4000-8000-000000000005', start_local: '2026-12-03T09:00' }
    const [one, other] = await Promise.all([book(db, twice), book(db, twice)])
    expect(one).toEqual(other)
  })

  it('one moves to where the other books: one of them is told', async () => {
    const moved = '0e100000-0000-4000-8000-000000000006'
    const { version } = await book(db, { id: moved, start_local: '2026-12-04T09:00' })
    const outcomes = await Promise.allSettled([
      ask(db, 'move_session', { id: moved, version, start_local: '2026-12-04T14:00' }),
      book(db, { id: '0e100000-0000-4000-8000-000000000007', start_local: '2026-12-04T14:20' }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((one) => one.status === 'rejected')?.reason).toMatchObject({ message: 'time_taken' })
  })

  it('books nobody who becomes somebody else at that moment', async () => {
    const merged = '0e100000-0000-4000-8000-000000000008'
    let finish: (() => void) | null = null
    const merging = db.asUser('recepcao@aurora.test', async (sql) => {
      await sql`select public.merge_patients(${aurora.id}, ${merged}, ${patients.caio}, 1, ${patients.davi}, 1)`
      await new Promise<void>((resolve) => (finish = resolve))
    })
    await expect.poll(() => finish).not.toBeNull()
    const booking = book(db, { id: merged, start_local: '2026-12-05T09:00', patient_ids: [patients.davi] })
    const outcome = booking.catch((error: Error) => error.message)
    await expect
      .poll(() =>
        db.asPostgres(
          (sql) =>
            sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        ),
      )
      .toHaveLength(1)
    finish!()
    await merging
    expect(await outcome).toBe('patient_not_found')
  })
})
