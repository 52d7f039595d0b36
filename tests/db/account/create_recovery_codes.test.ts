import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itNeedsSession } from '../support/guards.ts'
import { addFactor, countCodes, createCodes, passed, useCode, withCodes } from '../support/second-factor.ts'
import { dona } from '../support/sessions.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'

describe('create_recovery_codes', () => {
  itNeedsSession(db, createCodes)

  it('makes ten that differ and keeps none of them readable', () =>
    db.rolledBack(async (session) => {
      const codes = await withCodes(session)
      expect(new Set(codes).size).toBe(10)
      for (const code of codes) expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}$/)
      const kept = await session.asPostgres((sql) => sql`select c::text as row from app.recovery_codes c`)
      expect(JSON.stringify(kept)).not.toContain(codes[0]!.slice(0, 4))
    }))

  it('ends those before', () =>
    db.rolledBack(async (session) => {
      const [old = ''] = await withCodes(session)
      await passed(session, owner, createCodes)
      expect(await dona(session, (sql) => useCode(sql, old))).toEqual({ outcome: 'wrong' })
      expect(await passed(session, owner, countCodes)).toBe(10)
    }))

  it('refuses whoever has no factor, or has not passed it', () =>
    db.rolledBack(async (session) => {
      await expectError(session.asUser(owner, createCodes), 'PT409', 'own_second_factor_missing')
      await addFactor(session, owner)
      await expectError(session.asUser(owner, createCodes), 'PT403', 'second_factor_required')
    }))
})
