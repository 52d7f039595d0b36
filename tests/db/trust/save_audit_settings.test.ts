import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { auditRows } from '../support/audit.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const call = async (sql: TransactionSql, months: number | null = 120) => {
  const [row] = await sql`select public.save_audit_settings(${aurora.id}, ${months}) as chain`
  return row!.chain as Record<string, unknown>
}

describe('save_audit_settings', () => {
  itIsForAdmins(db, (sql) => call(sql))

  it('is for the owner alone', () =>
    db.rolledBack((session) =>
      expectRefusal(() => session.asUser('admin@aurora.test', (sql) => call(sql)), 'PT403', 'forbidden'),
    ))

  it('keeps the audit for longer, which is audited once', () =>
    db.rolledBack(async (session) => {
      expect(await session.asUser('dona@aurora.test', (sql) => call(sql))).toMatchObject({ keep_months: 120 })
      await session.asUser('dona@aurora.test', (sql) => call(sql))
      expect(await auditRows(session, 'audit.kept')).toMatchObject([
        { before: { keep_months: 60 }, after: { keep_months: 120 } },
      ])
    }))

  it.each([null, 12, 59, 241])('does not keep it for %s months', (months) =>
    db.rolledBack((session) =>
      expectRefusal(
        () => session.asUser('dona@aurora.test', (sql) => call(sql, months)),
        'PT400',
        'audit_settings_invalid',
      ),
    ),
  )
})
