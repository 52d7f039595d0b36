import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { addFactor, auditOf, passed, requireOf } from '../support/second-factor.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'
const call = async (sql: TransactionSql, roles: string[] | null = ['owner'], from: Date | null = null) => {
  const [row] = await sql`select public.save_second_factor_rules(${aurora.id}, ${roles}, ${from}) as value`
  return row!.value as { roles: string[]; required_from: string | null }
}

describe('save_second_factor_rules', () => {
  itIsForAdmins(db, (sql) => call(sql))

  it('keeps who has to, from when on, and writes it down', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, owner)
      const from = new Date(Date.now() + 7 * 86_400_000)
      const saved = await passed(session, owner, (sql) => call(sql, ['operator', 'admin', 'admin'], from))
      expect(saved.roles).toEqual(['admin', 'operator'])
      expect(new Date(String(saved.required_from)).getTime()).toBe(from.getTime())
      expect(await passed(session, owner, (sql) => call(sql, ['admin'], from))).toMatchObject({
        roles: ['admin'],
      })
      expect(await passed(session, owner, (sql) => call(sql, [], null))).toEqual({
        roles: [],
        required_from: null,
      })
      const rows = (await auditOf(session)).filter(({ action }) => action === 'second_factor.required')
      expect(rows).toHaveLength(3)
      expect(rows[0]?.actor_id).toBe(people[owner].id)
    }))

  it('locks nobody out who has none: their own comes first', () =>
    db.rolledBack(async (session) => {
      await expectError(
        session.asUser(owner, (sql) => call(sql)),
        'PT409',
        'own_second_factor_missing',
      )
      await requireOf(session, ['operator'])
      await expectError(
        session.asUser(owner, (sql) => call(sql, [])),
        'PT409',
        'own_second_factor_missing',
      )
    }))

  it.each([
    ['an unknown role', ['boss'], null, 'invalid_role'],
    ['no list', null, null, 'invalid_role'],
    ['a day far away', ['owner'], new Date(Date.now() + 400 * 86_400_000), 'invalid_date'],
  ] as const)('refuses %s', (_name, roles, from, code) =>
    db.rolledBack(async (session) => {
      const attempt = passed(session, owner, (sql) => call(sql, roles ? [...roles] : null, from))
      await expectError(attempt, 'PT400', code)
    }),
  )
})
