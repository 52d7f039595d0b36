import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { addFactor, passed, requireOf } from '../support/second-factor.ts'

const db = await createDatabase()

const call = async (sql: TransactionSql) => {
  const [row] = await sql`select public.get_second_factor_rules(${aurora.id}) as value`
  return row!.value as { members: { user_id: string; since: string | null }[] }
}

describe('get_second_factor_rules', () => {
  itIsForAdmins(db, call)

  it('says who has to, who has one and, first, who has none', () =>
    db.rolledBack(async (session) => {
      await requireOf(session, ['operator'])
      await addFactor(session, 'admin@aurora.test')
      const value = await passed(session, 'admin@aurora.test', call)
      expect(value).toMatchObject({ roles: ['operator'], passed: true })
      expect(value.members).toHaveLength(5)
      expect(value.members.at(-1)).toMatchObject({
        user_id: people['admin@aurora.test'].id,
        since: expect.any(String),
      })
      expect(value.members.filter(({ since }) => since === null)).toHaveLength(4)
      expect(await session.asUser('dona@aurora.test', call)).toMatchObject({ passed: false })
    }))
})
