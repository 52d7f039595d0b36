import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { addCredits, deductCredits, refundCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const consumption = (session: Session, days: number | null = 7, as: Email = 'admin@aurora.test') =>
  session.asUser(
    as,
    (sql) => sql<{ day: string; used: number }[]>`
      select day::text, used from public.credit_consumption(${aurora.id}, ${days})`,
  )

const movesTo = (session: Session, reference: string, moment: string) =>
  session.asPostgres(
    (sql) => sql`
      update public.whatsapp_credits_transactions set created_at =
        ((now() at time zone 'America/Sao_Paulo')::date + ${moment}::interval) at time zone 'America/Sao_Paulo'
      where reference = ${reference}`,
  )

describe('credit_consumption', () => {
  it('counts what was used on each day of the clinic, today last, less what came back', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 3, 'yesterday')
      await movesTo(session, 'yesterday', '-1 second')
      await deductCredits(session, 2, 'this morning')
      await movesTo(session, 'this morning', '0 seconds')
      await deductCredits(session, 1, 'in vain')
      await refundCredits(session, 'in vain')
      await addCredits(session, 50, 'bought')
      await deductCredits(session, 7, 'elsewhere', { tenant: horizonte.id })
      const days = await consumption(session)
      expect(days.map((day) => day.used)).toEqual([0, 0, 0, 0, 0, 3, 2])
      expect(new Set(days.map((day) => day.day)).size).toBe(7)
    }))

  it.each([
    [null, 30],
    [0, 1],
    [1_000_000, 366],
  ])('takes %s days as %s', (days, expected) =>
    db.rolledBack(async (session) => {
      expect(await consumption(session, days)).toHaveLength(expected)
    }),
  )

  it('is shown to supervisors', () =>
    db.rolledBack(async (session) => {
      expect(await consumption(session, 1, 'supervisor@aurora.test')).toHaveLength(1)
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('is not shown to %s', (email) =>
    db.rolledBack((session) => expectRefusal(() => consumption(session, 7, email), 'PT403', 'forbidden')),
  )

  itIsForMembers(db, (sql) => sql`select * from public.credit_consumption(${aurora.id})`)
})
