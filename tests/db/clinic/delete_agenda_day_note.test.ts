import { describe, expect, it } from 'vitest'
import { ask, helena } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('delete_agenda_day_note', () => {
  it('takes it away', () =>
    db.rolledBack(async (session) => {
      await ask(session, 'save_agenda_day_note', { id: helena, day: '2026-12-01', body: 'Oi' })
      await ask(session, 'delete_agenda_day_note', { id: helena })
      await expectRefusal(
        () => ask(session, 'delete_agenda_day_note', { id: helena }),
        'PT404',
        'note_not_found',
      )
      expect(await ask(session, 'list_agenda', { from: '2026-12-01', to: '2026-12-01' })).toMatchObject({
        day_notes: [],
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.delete_agenda_day_note(${aurora.id}, ${helena})`)
})
