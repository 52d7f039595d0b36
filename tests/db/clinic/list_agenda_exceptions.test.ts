import { describe, expect, it } from 'vitest'
import { ask, helena, list, openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_agenda_exceptions', () => {
  it('shows what touches the days', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const exception = {
        kind: 'extra',
        therapist_id: helena,
        from_local: '2026-12-01T20:00',
        until_local: '2026-12-01T22:00',
      }
      await ask(session, 'save_agenda_exception', { id: helena, exception })
      const on = (day: string) => list(session, 'list_agenda_exceptions', { from: day, to: day })
      expect(await on('2026-12-01')).toMatchObject([{ kind: 'extra', starts_local: '2026-12-01T20:00' }])
      expect([...(await on('2026-11-30')), ...(await on('2026-12-02'))]).toEqual([])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.list_agenda_exceptions(${aurora.id}, '2026-12-01', '2026-12-02')`,
  )
})
