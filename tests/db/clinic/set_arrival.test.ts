import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  ask,
  book,
  openAgenda,
  patients,
  sessionId,
  sueli,
  types,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

type Arrived = Omit<AgendaSession, 'patients'> & { patients: { name: string; arrived_at: string | null }[] }
const arrive = (session: Session, args: Record<string, unknown> = {}) =>
  ask<Arrived>(session, 'set_arrival', { session_id: sessionId, ...args })

describe('set_arrival', () => {
  it('says since when somebody is in the waiting room, and takes it back', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const booked = await book(session)
      const arrived = await arrive(session)
      expect(arrived.patients).toMatchObject([
        { name: 'Ana Prado', arrived_at: expect.any(String) as string },
      ])
      expect(arrived).toMatchObject({ status: 'scheduled', version: booked.version })
      await session.asPostgres(
        (sql) => sql`update public.session_patients set arrived_at = arrived_at - interval '5 minutes'`,
      )
      const before = await ask<Arrived>(session, 'get_session', { id: sessionId })
      // whoever came first stays the first
      expect((await arrive(session)).patients[0]!.arrived_at).toBe(before.patients[0]!.arrived_at)
      expect((await arrive(session, { arrived: false })).patients[0]!.arrived_at).toBeNull()
    }))

  it('is one of several, and tells open screens', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { session_type_id: types.couple, patient_ids: [patients.ana, patients.bia] })
      await session.asPostgres((sql) => sql`delete from realtime.messages where private`)
      const arrived = await arrive(session, { patient_id: patients.bia })
      expect(arrived.patients.map(({ arrived_at }) => arrived_at !== null)).toEqual([false, true])
      const told = await session.asPostgres(
        (sql) => sql`select payload from realtime.messages where private and event = 'session'`,
      )
      expect(told).toMatchObject([{ payload: { ids: [sessionId], session: arrived } }])
    }))

  it('refuses who comes to nothing', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { version } = await book(session)
      await expectRefusal(() => arrive(session, { session_id: randomUUID() }), 'PT404', 'session_not_found')
      await expectRefusal(() => arrive(session, { patient_id: patients.bia }), 'PT404', 'patient_not_found')
      await ask(session, 'cancel_session', { id: sessionId, version })
      await expectRefusal(() => arrive(session), 'PT409', 'session_closed')
    }))

  it('is for a therapist in the own agenda', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { therapist_id: sueli })
      const as = 'terapeuta@aurora.test'
      const other = () => ask(session, 'set_arrival', { session_id: sessionId }, as)
      await expectRefusal(other, 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.set_arrival(${aurora.id}, ${randomUUID()})`)
})
