import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('get_agenda_settings', () => {
  it('has defaults', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_agenda_settings', {}, 'terapeuta@aurora.test')).toEqual({
        grace_minutes: 3,
        week_starts_on: 'mon',
        grid_from: '07:00',
        grid_until: '20:00',
        slot_minutes: 30,
        time_zone: 'America/Sao_Paulo',
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_agenda_settings(${aurora.id})`)
})
