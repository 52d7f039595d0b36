import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { charges, day, itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('allow_reminders', () => {
  it('notes a permission, keeps its moment, and takes it back', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(-3)}T15:00` })
      const payer_id = (await charges(session))[0]!.payer_id
      const allow = (allowed: boolean) =>
        ask<{ allowed_at: string | null }>(session, 'allow_reminders', { payer_id, allowed })
      const first = await allow(true)
      expect(first.allowed_at).not.toBeNull()
      expect(await allow(true)).toMatchObject({ allowed_at: first.allowed_at })
      expect(await allow(false)).toMatchObject({ allowed_at: null })
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'allow_reminders', { payer_id: sessionId, allowed: true }),
)
