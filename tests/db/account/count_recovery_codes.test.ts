import { describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { itNeedsSession } from '../support/guards.ts'
import { countCodes, passed, withCodes } from '../support/second-factor.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'

describe('count_recovery_codes', () => {
  itNeedsSession(db, countCodes)

  it('is none for whoever made none', () =>
    db.rolledBack(async (session) => {
      expect(await session.asUser(owner, countCodes)).toBe(0)
      await withCodes(session)
      expect(await passed(session, owner, countCodes)).toBe(10)
    }))
})
