import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itNeedsSession } from '../support/guards.ts'
import { addFactor, auditOf, countCodes, passed, useCode, withCodes } from '../support/second-factor.ts'
import { dona, laptop } from '../support/sessions.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'

describe('use_recovery_code', () => {
  itNeedsSession(db, (sql) => useCode(sql))

  it('lets somebody in who lost the phone, once, and ends what was open elsewhere', () =>
    db.rolledBack(async (session) => {
      const [code = ''] = await withCodes(session)
      const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
      expect(await dona(session, (sql) => useCode(sql, typed))).toEqual({ outcome: 'accepted', left: 9 })
      expect(await dona(session, (sql) => sql`select * from app.my_tenant_ids() t`)).toHaveLength(1)
      const rows = await session.asPostgres(
        (sql) => sql`select id from auth.sessions where user_id = ${people[owner].id}`,
      )
      expect(rows.map(({ id }) => id)).toEqual([laptop])

      await addFactor(session, owner, 'Celular novo')
      expect(await dona(session, (sql) => useCode(sql, code))).toEqual({ outcome: 'wrong' })
      expect(await passed(session, owner, countCodes)).toBe(9)
    }))

  it('is in the audit, and in a mail to the person', () =>
    db.rolledBack(async (session) => {
      const [code = ''] = await withCodes(session)
      await dona(session, (sql) => useCode(sql, code))
      expect((await auditOf(session)).map(({ action }) => action)).toEqual([
        'second_factor.added',
        'second_factor.removed',
        'second_factor.recovered',
      ])
      const mails = await session.asPostgres(
        (sql) => sql`select payload ->> 'to' as to from app.jobs where kind = 'send_email'`,
      )
      expect(mails).toEqual([{ to: owner }])
    }))

  it('takes five tries in fifteen minutes, also with the right one', () =>
    db.rolledBack(async (session) => {
      const [code = ''] = await withCodes(session)
      for (let n = 0; n < 5; n += 1)
        expect(await dona(session, (sql) => useCode(sql, n === 0 ? null : 'AAAA-AAAA-AAAA'))).toEqual({
          outcome: 'wrong',
        })
      expect(await dona(session, (sql) => useCode(sql, code))).toEqual({ outcome: 'wait' })
      await session.asPostgres(
        (sql) => sql`update app.rate_counts set began_at = began_at - interval '15 minutes'`,
      )
      expect(await dona(session, (sql) => useCode(sql, code))).toMatchObject({ outcome: 'accepted' })
    }))

  it('takes no code of somebody else', () =>
    db.rolledBack(async (session) => {
      const [code = ''] = await withCodes(session)
      await addFactor(session, 'admin@aurora.test')
      expect(await session.asUser('admin@aurora.test', (sql) => useCode(sql, code))).toEqual({
        outcome: 'wrong',
      })
    }))
})
