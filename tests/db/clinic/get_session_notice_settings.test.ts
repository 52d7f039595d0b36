import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('get_session_notice_settings', () => {
  it('tells of everything where nobody said otherwise', () =>
    db.rolledBack(async (session) => {
      const all = { tells_booked: true, tells_moved: true, tells_cancelled: true }
      expect(await ask(session, 'get_session_notice_settings')).toEqual(all)
    }))

  itIsForMembers(db, (sql) => sql`select public.get_session_notice_settings(${aurora.id})`)
})
