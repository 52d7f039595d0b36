import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { itNeedsSession } from '../support/guards.ts'
import { dona, laptop, phone, signedIn } from '../support/sessions.ts'

const db = await createDatabase()

const call = (sql: TransactionSql) => sql`select * from public.list_my_sessions()`

describe('list_my_sessions', () => {
  itNeedsSession(db, call)

  it('says where somebody is signed in, the present one first, and nobody else', () =>
    db.rolledBack(async (session) => {
      await signedIn(session)
      expect(await dona(session, call, phone)).toMatchObject([
        { id: phone, is_current: true, user_agent: 'Phone', gets_push: false },
        { id: laptop, is_current: false, user_agent: 'Laptop' },
      ])
    }))
})
