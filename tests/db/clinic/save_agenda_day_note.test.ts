import { describe, expect, it } from 'vitest'
import { ask, helena } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const note = { id: helena, day: '2026-12-01', body: ' Dedetização\r\nàs 18h ' }

describe('save_agenda_day_note', () => {
  it('tells the team of a day, and is written anew', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'save_agenda_day_note', note, 'terapeuta@aurora.test')).toMatchObject({
        day: '2026-12-01',
        body: 'Dedetização\nàs 18h',
        created_by_name: 'Helena Terapeuta',
      })
      await ask(session, 'save_agenda_day_note', { ...note, body: 'Adiada' })
      const { day_notes } = await ask<{ day_notes: object[] }>(session, 'list_agenda', {
        from: '2026-12-01',
        to: '2026-12-01',
      })
      expect(day_notes).toMatchObject([{ body: 'Adiada', created_by_name: 'Helena Terapeuta' }])
      await expectRefusal(
        () => ask(session, 'save_agenda_day_note', { ...note, body: ' \n' }),
        'PT400',
        'empty_body',
      )
      await expectRefusal(
        () => ask(session, 'save_agenda_day_note', { ...note, day: null }),
        'PT400',
        'invalid_date',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_agenda_day_note(${aurora.id}, ${helena}, '2026-12-01', 'Oi')`,
  )
})
