import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, sessionId, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { bill, itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('delete_absence_policy', () => {
  it('leaves the clinic’s, and is no error twice', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await ask<{ id: string }>(session, 'save_absence_policy', {
        policy: { therapist_id: helena, missed_percent: 5 },
      })
      for (let n = 0; n < 2; n++) await ask(session, 'delete_absence_policy', { id })
      await book(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'missed' })
      expect(await bill(session, sessionId)).toMatchObject({ share_percent: 100 })
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'delete_absence_policy', { id: sessionId }))
