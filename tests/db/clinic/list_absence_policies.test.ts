import { describe, expect, it } from 'vitest'
import { ask, callAgenda, list, openAgenda, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_absence_policies', () => {
  it('says what holds before anybody has said anything, and then what they said', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const all = () => list(session, 'list_absence_policies', {}, 'terapeuta@aurora.test')
      expect(await all()).toMatchObject([
        { id: null, notice_hours: 24, missed_percent: 100, late_cancel_percent: 0 },
      ])
      await ask(session, 'save_absence_policy', { policy: { therapist_id: helena, missed_percent: 50 } })
      expect(await all()).toMatchObject([
        { id: null, therapist_id: null },
        { therapist_name: 'Helena Terapeuta', missed_percent: 50 },
      ])
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'list_absence_policies'))
