import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('save_agenda_settings', () => {
  it('keeps what is not said', () =>
    db.rolledBack(async (session) => {
      const save = (settings: object) => ask(session, 'save_agenda_settings', { settings })
      await save({ grace_minutes: 10, grid_until: '24:00' })
      expect(await save({ week_starts_on: 'sun', slot_minutes: 15 })).toEqual({
        grace_minutes: 10,
        week_starts_on: 'sun',
        grid_from: '07:00',
        grid_until: '24:00',
        slot_minutes: 15,
        time_zone: 'America/Sao_Paulo',
      })
    }))

  it('refuses what cannot be, and therapists', () =>
    db.rolledBack(async (session) => {
      const save = (settings: object, as?: 'terapeuta@aurora.test') =>
        ask(session, 'save_agenda_settings', { settings }, as)
      for (const wrong of [
        { grace_minutes: 61 },
        { week_starts_on: 'wed' },
        { grid_from: '21:00' },
        { slot_minutes: 7 },
        { grid_until: '8h' },
      ])
        await expectRefusal(() => save(wrong), 'PT400', 'invalid_settings')
      await expectRefusal(() => save({}, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.save_agenda_settings(${aurora.id}, '{}')`)
})
