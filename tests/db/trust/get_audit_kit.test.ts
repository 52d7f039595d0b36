import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { act, seal } from '../support/audit.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const call = async (sql: TransactionSql) => {
  const [row] = await sql`select public.get_audit_kit(${aurora.id}) as kit`
  return row!.kit as {
    chain: Record<string, unknown>
    people: { id: string; name: string }[]
    actions: { key: string; area: string }[]
  }
}

describe('get_audit_kit', () => {
  itIsForAdmins(db, call)

  it('says who can have acted, what is audited, and how the chain stands', () =>
    db.rolledBack(async (session) => {
      await act(session)
      await seal(session)
      const kit = await session.asUser('admin@aurora.test', call)
      expect(kit.people).toContainEqual({ id: people['dona@aurora.test'].id, name: 'Dona Aurora' })
      expect(kit.people).not.toContainEqual(expect.objectContaining({ name: 'Dona Horizonte' }))
      expect(kit.actions).toContainEqual({ key: 'patient.created', area: 'patients' })
      expect(kit.chain).toMatchObject({ keep_months: 60, fault: null, checked_at: null })
      expect(kit.chain['end_hash']).toMatch(/^[0-9a-f]{64}$/)
    }))

  it('names who acted and is no member any more', () =>
    db.rolledBack(async (session) => {
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select public.save_patient(${aurora.id}, gen_random_uuid(), null, '{"full_name": "Ana Lima"}', '[]', '[]', '[]')`,
      )
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people['recepcao@aurora.test'].id})`,
      )
      const kit = await session.asUser('dona@aurora.test', call)
      expect(kit.people).toContainEqual({ id: people['recepcao@aurora.test'].id, name: 'Rita Recepção' })
    }))
})
