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
  seriesId,
  sessionId,
  starts,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Booked {
  series_id: string
  sessions: number
  ids: string[]
  skipped: string[]
}

const series = (changes: object = {}) => form({ freq: 'weekly', count: 24, ...changes })
const bookSeries = (session: Session, decisions: object = {}, changes: object = {}) =>
  ask<Booked>(session, 'book_series', { id: seriesId, series: series(changes), decisions })

describe('book_series', () => {
  it('checks every session before it books one: three of 24 are named, and 21 booked once they are skipped', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: '2027-01-26T15:00' })
      await book(session, { id: otherSessionId, start_local: '2027-03-23T15:20' })
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2027-04-13', name: 'Dia da cidade' })
      const refused = await detailOf<{ n: number; date: string; hits: { kind: string }[] }[]>(
        bookSeries(session),
      )
      expect(refused.map(({ n, date, hits }) => [n, date, hits[0]?.kind])).toEqual([
        [9, '2027-01-26', 'session'],
        [17, '2027-03-23', 'session'],
        [20, '2027-04-13', 'holiday'],
      ])
      await expectRefusal(() => bookSeries(session), 'PT409', 'series_clashes')
      const skip = Object.fromEntries(refused.map(({ date }) => [date, { action: 'skip' }]))
      const booked = await bookSeries(session, skip)
      expect(booked).toMatchObject({ sessions: 21, skipped: refused.map(({ date }) => date) })
      // sent again, it is there
      expect(await bookSeries(session)).toEqual(booked)
    }))

  it('moves, cancels, squeezes in and keeps, date by date', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      for (const [index, day] of ['2026-12-08', '2026-12-15', '2026-12-22'].entries())
        await book(session, { id: sessionId.replace(/.$/, String(index)), start_local: `${day}T15:00` })
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2026-12-29', name: 'Dia da cidade' })
      const decisions = {
        '2026-12-08': { action: 'move', start_local: '2026-12-09T08:00' },
        '2026-12-15': { action: 'cancel' },
        '2026-12-22': { action: 'squeeze_in', reason: 'Só pode terça' },
        '2026-12-29': { action: 'keep' },
      }
      const { ids } = await bookSeries(session, decisions, { count: 5 })
      const rows = (await agenda(session, '2026-12-01', '2026-12-31')).filter(({ id }) => ids.includes(id))
      expect(
        rows.map(({ starts_local, slot_date, status, squeezed_in }) => [
          starts_local,
          slot_date,
          status,
          squeezed_in?.reason ?? null,
        ]),
      ).toEqual([
        ['2026-12-01T15:00', '2026-12-01', 'scheduled', null],
        ['2026-12-09T08:00', '2026-12-08', 'scheduled', null],
        ['2026-12-15T15:00', '2026-12-15', 'cancelled', null],
        ['2026-12-22T15:00', '2026-12-22', 'scheduled', 'Só pode terça'],
        ['2026-12-29T15:00', '2026-12-29', 'scheduled', null],
      ])
      // one event a session
      const [events] = await session.asPostgres(
        (sql) => sql`select count(*)::int from app.session_events where session_id = any (${ids})`,
      )
      expect(events).toEqual({ count: 5 })
    }))

  it('is booked by one of two who want it', async () => {
    await openAgenda(db)
    const one = (id: string) => ask(db, 'book_series', { id, series: series({ count: 8 }) })
    const outcomes = await Promise.allSettled([one(seriesId), one(otherSessionId)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as {
      message: string
      detail: string
    }
    expect(refused.message).toBe('series_clashes')
    expect(JSON.parse(refused.detail)).toHaveLength(8)
    expect(await starts(db, '2026-12-01', '2027-01-31')).toHaveLength(8)
  })

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.book_series(${aurora.id}, ${otherSessionId}, ${sql.json(series({ start_local: '2028-01-04T10:00' }) as never)})`,
  )
})
