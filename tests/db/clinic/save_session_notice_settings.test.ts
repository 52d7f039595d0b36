import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const off = { tells_booked: false, tells_moved: true, tells_cancelled: false }

describe('save_session_notice_settings', () => {
  it('keeps of what patients are told', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'save_session_notice_settings', off, 'supervisor@aurora.test')).toEqual(off)
      expect(await ask(session, 'get_session_notice_settings', {}, 'terapeuta@aurora.test')).toEqual(off)
    }))

  it.each(['recepcao@aurora.test', 'terapeuta@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((session) =>
      expectRefusal(() => ask(session, 'save_session_notice_settings', off, email), 'PT403', 'forbidden'),
    ),
  )

  itIsForMembers(db, (sql) => sql`select public.save_session_notice_settings(${aurora.id}, true, true, true)`)
})
