import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, type Email } from '../support/cast.ts'
import { ledgerOf, type Balance } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, fingerprint, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const setThreshold = (session: Session, threshold: number | null, as: Email = 'admin@aurora.test') =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<
      Balance[]
    >`select * from public.set_low_balance_threshold(${aurora.id}, ${threshold})`
    return row!
  })

describe('set_low_balance_threshold', () => {
  it('warns at once when the balance is at or under it, and ends the warning when it is not', () =>
    db.rolledBack(async (session) => {
      const low = await setThreshold(session, creditsOfCast)
      expect(low).toMatchObject({ low_balance_threshold: creditsOfCast, balance: creditsOfCast })
      expect(low.low_balance_alerted_at).not.toBeNull()
      const fine = await setThreshold(session, creditsOfCast - 1)
      expect(fine.low_balance_alerted_at).toBeNull()
    }))

  it('tells the clinic’s screens, and moves no credit', () =>
    db.rolledBack(async (session) => {
      await setThreshold(session, creditsOfCast)
      const heard = await session.asPostgres(
        (sql) => sql`
          select payload from realtime.messages
          where topic = ${`tenant:${aurora.id}`} and event = 'credits'
            and payload -> 'low_balance' = 'true'`,
      )
      expect(heard).toHaveLength(1)
      expect(await ledgerOf(session)).toEqual([])
    }))

  it('answers the same again and changes nothing', () =>
    db.rolledBack(async (session) => {
      const first = await setThreshold(session, 7)
      const before = await fingerprint(session)
      expect(await setThreshold(session, 7)).toEqual(first)
      expect(await fingerprint(session)).toBe(before)
    }))

  it.each([null, -1, 1_000_001])('refuses %s', (threshold) =>
    db.rolledBack((session) =>
      expectRefusal(() => setThreshold(session, threshold), 'PT400', 'invalid_credits'),
    ),
  )

  itIsForAdmins(db, (sql) => sql`select public.set_low_balance_threshold(${aurora.id}, 5)`)
})
