import { describe, expect, it } from 'vitest'
import { ask, helena, list, openAgenda, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_working_hours', () => {
  it('is of one, or of all', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      for (const therapist_id of [helena, sueli])
        await ask(session, 'save_working_hours', {
          therapist_id,
          hours: [{ weekday: 'fri', from_time: '09:00', until_time: '10:30' }],
        })
      expect(await list(session, 'list_working_hours', { therapist_id: helena })).toMatchObject([
        { therapist_id: helena, weekday: 'fri', from_time: '09:00', until_time: '10:30' },
      ])
      expect(await list(session, 'list_working_hours')).toHaveLength(2)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_working_hours(${aurora.id})`)
})
