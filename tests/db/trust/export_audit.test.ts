import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { act, auditRows } from '../support/audit.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const call = (sql: TransactionSql, filter: object = {}) =>
  sql`select * from public.export_audit(${aurora.id}, ${sql.json(filter as never)})`

describe('export_audit', () => {
  itIsForAdmins(db, (sql) => call(sql))

  it('answers all that is filtered at once, and is audited itself', () =>
    db.rolledBack(async (session) => {
      await act(session, 300)
      const rows = await session.asUser('dona@aurora.test', (sql) => call(sql, { action: 'clinic.changed' }))
      expect(rows).toHaveLength(300)
      expect(await auditRows(session, 'audit.exported')).toMatchObject([
        { actor_name: 'Dona Aurora', after: { action: 'clinic.changed' } },
      ])
    }))
})
