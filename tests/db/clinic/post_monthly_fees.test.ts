import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { charges, day, expectBooksInOrder, itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

const amount = async (session: Session, month: string, fee: object): Promise<number | null> => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ cents: number | null }[]>`
    select app.monthly_fee_amount(jsonb_populate_record(null::public.monthly_fees, ${sql.json({
      tenant_id: '00000000-0000-4000-8000-00000000a000',
      amount_cents: 31000,
      prorates: true,
      recess: 'charged',
      starts_on: '2026-01-01',
      ...fee,
    } as never)}), ${month}) as cents`,
  )
  return row!.cents
}

describe('post_monthly_fees', () => {
  it('charges each month once, with the day of a shorter month', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_monthly_fee', {
        id: patients.davi,
        fee: { patient_id: patients.ana, day: 31, amount_cents: 50000, starts_on: day(-200) },
      })
      const month = `${day(-100).slice(0, 7)}-01`
      const post = () => ask(session, 'post_monthly_fees', { month })
      expect(await post()).toEqual({ month, posted: 1, amount_cents: 50000 })
      expect(await post()).toEqual({ month, posted: 0, amount_cents: 0 })
      const due = (await charges(session)).map(({ due_on }) => due_on)
      expect(due).toHaveLength(2)
      // the day after is a first one
      for (const date of due) expect(new Date(date.getTime() + 86_400_000).getUTCDate()).toBe(1)
      await expectBooksInOrder(session)
    }))

  it.each([
    ['a month that it does not touch', '2025-12-01', {}, null],
    ['a whole month', '2026-02-01', {}, 31000],
    ['a month of five weeks, the same', '2026-03-01', {}, 31000],
    ['the first month by its days', '2026-01-01', { starts_on: '2026-01-22' }, 10000],
    ['the last month by its days', '2026-03-01', { ends_on: '2026-03-10' }, 10000],
    [
      'the first month whole, when it is so agreed',
      '2026-01-01',
      { starts_on: '2026-01-22', prorates: false },
      31000,
    ],
  ])('costs, for %s', (_name, month, fee, cents) =>
    db.rolledBack(async (session) => expect(await amount(session, month, fee)).toBe(cents)),
  )

  it.each([
    ['charged', 31000],
    ['prorated', 21000],
  ])('in a recess that is %s costs %i', (recess, cents) =>
    db.rolledBack(async (session) => {
      await ask(session, 'save_agenda_exception', {
        id: patients.davi,
        exception: { kind: 'recess', from_local: '2027-01-01', until_local: '2027-01-10' },
      })
      expect(await amount(session, '2027-01-01', { recess })).toBe(cents)
    }),
  )

  it.each([day(-800), day(90)])('refuses %s', (month) =>
    expectError(ask(db, 'post_monthly_fees', { month }), 'PT400', 'invalid_date'),
  )

  it('by two at once charges it once', async () => {
    await openAgenda(db)
    await ask(db, 'save_monthly_fee', {
      id: patients.davi,
      fee: { patient_id: patients.ana, day: 5, amount_cents: 50000, starts_on: day(-200) },
    })
    const month = `${day(-70).slice(0, 7)}-01`
    const posted = await Promise.all(
      [1, 2, 3].map(() => ask<{ posted: number }>(db, 'post_monthly_fees', { month })),
    )
    expect(posted.reduce((sum, answer) => sum + answer.posted, 0)).toBe(1)
    await expectBooksInOrder(db)
  })
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'post_monthly_fees'))
