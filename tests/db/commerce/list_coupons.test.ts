import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('list_coupons', () => {
  it('is free where no profession forbids it', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`update public.therapists set council = null, council_number = null, council_region = null`,
      )
      expect(await ask(session, 'list_coupons')).toEqual({
        limits: { coupons: [], packages: [], reviews: [] },
        coupons: [],
      })
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'list_coupons', {}))
