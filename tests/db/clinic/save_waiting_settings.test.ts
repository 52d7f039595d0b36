import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('save_waiting_settings', () => {
  it('changes what is named', () =>
    db.rolledBack(async (session) => {
      const save = (settings: object, as: Email = 'supervisor@aurora.test') =>
        ask(session, 'save_waiting_settings', { settings }, as)
      await save({ is_on: true, offers_at_once: 3 })
      expect(await save({ deadline_minutes: 30 })).toEqual({
        is_on: true,
        deadline_minutes: 30,
        offers_at_once: 3,
        notice_hours: 4,
      })
      for (const wrong of [{ deadline_minutes: 5 }, { offers_at_once: 0 }, { notice_hours: 200 }])
        await expectRefusal(() => save(wrong), 'PT400', 'invalid_settings')
      for (const as of ['recepcao@aurora.test', 'terapeuta@aurora.test'] as const)
        await expectRefusal(() => save({}, as), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.save_waiting_settings(${aurora.id}, '{}')`)
})
