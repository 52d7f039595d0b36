import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, type AgendaSession, type Hit } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const id = helena
const day = '2026-12-01'

describe('save_clinic_holiday', () => {
  it("warns who books, and stands in nobody's way", () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const booked = await book(session)
      await ask(session, 'save_clinic_holiday', { id, day: '2026-12-02', name: 'Dia da cidade' })
      expect(await ask(session, 'save_clinic_holiday', { id, day, name: 'Dia da cidade' })).toMatchObject({
        id,
        day,
        scope: 'local',
      })
      expect(await ask<AgendaSession>(session, 'get_session', { id: booked.id })).toMatchObject({
        status: 'scheduled',
        version: 1,
      })
      const check = await ask<{ is_free: boolean; hits: Hit[] }>(session, 'check_session', {
        therapist_id: helena,
        start_local: '2026-12-01T09:00',
        minutes: 50,
      })
      expect(check).toMatchObject({
        is_free: true,
        hits: [{ kind: 'holiday', blocks: false, title: 'Dia da cidade' }],
      })
    }))

  it('refuses a day or a name that is none, and therapists', () =>
    db.rolledBack(async (session) => {
      const save = (args: object, as?: 'terapeuta@aurora.test') =>
        ask(session, 'save_clinic_holiday', { id, day, name: 'Dia da cidade', ...args }, as)
      await expectRefusal(() => save({ name: 'x' }), 'PT400', 'invalid_name')
      await expectRefusal(() => save({ day: null }), 'PT400', 'invalid_date')
      await expectRefusal(() => save({}, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_clinic_holiday(${aurora.id}, ${id}, ${day}, 'Dia da cidade')`,
  )
})
