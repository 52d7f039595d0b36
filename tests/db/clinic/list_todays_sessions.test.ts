import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, sueli, type AgendaSession } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Day {
  day: string
  today: { total: number; done: number; sessions: AgendaSession[] }
  unconfirmed: { total: number; sessions: AgendaSession[] }
}
const days = (session: Session, as?: Email) => ask<Day>(session, 'list_todays_sessions', {}, as)

/** A moment of today or later in the clinic's time. */
const at = async (session: Session, day: number, time: string) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ day: string }[]>`
    select to_char(now() at time zone 'America/Sao_Paulo' + make_interval(days => ${day}), 'YYYY-MM-DD') as day`,
  )
  return `${row!.day}T${time}`
}

describe('list_todays_sessions', () => {
  it('shows what is to come or to be noted today, and who has not confirmed', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const ids = { today: randomUUID(), done: randomUUID(), tomorrow: randomUUID(), later: randomUUID() }
      await book(session, { id: ids.today, start_local: await at(session, 0, '00:00') })
      await book(session, { id: ids.done, start_local: await at(session, 0, '01:00') })
      await ask(session, 'set_session_status', { id: ids.done, status: 'attended' })
      await book(session, { id: ids.tomorrow, start_local: await at(session, 1, '23:00') })
      await book(session, { id: ids.later, start_local: await at(session, 2, '00:00') })
      const { day, today, unconfirmed } = await days(session)
      expect(day).toBe((await at(session, 0, '')).slice(0, 10))
      expect(today).toMatchObject({ total: 1, done: 1, sessions: [{ id: ids.today }] })
      expect(unconfirmed).toMatchObject({ total: 1, sessions: [{ id: ids.tomorrow, status: 'scheduled' }] })
      await ask(session, 'set_session_status', { id: ids.tomorrow, status: 'confirmed' })
      expect((await days(session)).unconfirmed).toEqual({ total: 0, sessions: [] })
    }))

  it('shows a therapist the own', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const own = randomUUID()
      await book(session, { id: own, start_local: await at(session, 0, '00:00') })
      const others = { therapist_id: sueli, patient_ids: [patients.bia] }
      await book(session, { id: randomUUID(), start_local: await at(session, 0, '02:00'), ...others })
      expect((await days(session, 'terapeuta@aurora.test')).today.sessions.map(({ id }) => id)).toEqual([own])
      expect((await days(session)).today.total).toBe(2)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_todays_sessions(${aurora.id})`)
})
