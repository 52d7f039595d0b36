import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { act, sealByClock } from '../support/audit.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const call = async (sql: TransactionSql) => {
  const [row] = await sql`select public.check_audit(${aurora.id}) as chain`
  return row!.chain as Record<string, unknown>
}

describe('check_audit', () => {
  itIsForAdmins(db, call)

  it('seals what was written and says until when the chain is whole', () =>
    db.rolledBack(async (session) => {
      await act(session, 3)
      const chain = await session.asUser('dona@aurora.test', call)
      expect(chain).toMatchObject({ fault: null, fault_at: null })
      expect(chain['checked_at']).toBeTruthy()
      expect(chain['whole_until']).toBeTruthy()
    }))

  it('names the moment where a row is missing', () =>
    db.rolledBack(async (session) => {
      await sealByClock(session)
      await act(session, 3)
      await session.asUser('dona@aurora.test', call)
      await session.asPostgres(async (sql) => {
        await sql`alter table public.audit_logs disable trigger user`
        await sql`delete from public.audit_logs where tenant_id = ${aurora.id} and seq = 2`
        await sql`alter table public.audit_logs enable trigger user`
      })
      const chain = await session.asUser('dona@aurora.test', call)
      expect(chain).toMatchObject({ fault: 'missing_before' })
      expect(chain['fault_at']).toBeTruthy()
    }))
})
