import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, personas } from '../support/cast.ts'
import { addCredits, balanceOf, deductCredits, expectBooksInOrder, ledgerOf } from '../support/credits.ts'
import { createDatabase } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { broadcastsOf, only } from '../support/inbox.ts'

const db = await createDatabase()

describe('add_whatsapp_credits', () => {
  it('writes one movement and raises the balance with it', () =>
    db.rolledBack(async (session) => {
      const row = await addCredits(session, 100, 'order:1', { note: 'Pacote 100' })
      expect(row).toMatchObject({ kind: 'purchase', amount: 100, balance_after: creditsOfCast + 100 })
      expect(only(await ledgerOf(session))).toEqual(row)
      expect(await balanceOf(session)).toMatchObject({ balance: creditsOfCast + 100, debt_credits: 0 })
      await expectBooksInOrder(session)
    }))

  it('answers a repeated call with the first movement and changes nothing', () =>
    db.rolledBack(async (session) => {
      const first = await addCredits(session, 100, 'order:1')
      await deductCredits(session, 30, 'a')
      expect(await addCredits(session, 100, 'order:1')).toEqual(first)
      expect((await balanceOf(session)).balance).toBe(creditsOfCast + 70)
      expect(await ledgerOf(session)).toHaveLength(2)
    }))

  it('gives a clinic its balance with its first movement', () =>
    db.rolledBack(async (session) => {
      const [clinic] = await session.asPostgres(
        (sql) => sql`insert into public.tenants (slug, name) values ('nova', 'Clínica Nova') returning id`,
      )
      await addCredits(session, 20, 'first', { tenant: clinic!.id as string })
      expect(await balanceOf(session, clinic!.id as string)).toMatchObject({
        balance: 20,
        low_balance_threshold: 20,
        low_balance_alerted_at: expect.any(Date),
      })
      await expectBooksInOrder(session)
    }))

  it('tells the clinic’s screens the new balance, and no other clinic', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 100, 'order:1')
      expect(only(await broadcastsOf(session))).toMatchObject({
        event: 'credits',
        payload: { balance: creditsOfCast + 100, debt_credits: 0, low_balance: false },
      })
      expect(await broadcastsOf(session, horizonte.id)).toEqual([])
    }))

  it.each([null, 0, -1, -2_147_483_648, 1_000_001, 2_147_483_647])('refuses %s credits', (credits) =>
    db.rolledBack((session) =>
      expectRefusal(() => addCredits(session, credits, 'x'), 'PT400', 'invalid_credits'),
    ),
  )

  it('refuses more than an integer holds, however it is reached', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          update public.whatsapp_credits_balance set balance = 2147483000 where tenant_id = ${aurora.id}`,
      )
      await expectRefusal(() => addCredits(session, 1000, 'x'), '22003')
    }))

  it.each([null, '', 'x'.repeat(201), 'hold:mine', 'message:x:1', 'purchase:x', 'topup:x'])(
    'refuses the reference %s',
    (reference) =>
      db.rolledBack((session) =>
        expectRefusal(() => addCredits(session, 1, reference), 'PT400', 'invalid_reference'),
      ),
  )

  it.each(['usage', 'refund', 'gift'])('refuses kind %s', (kind) =>
    db.rolledBack((session) =>
      expectRefusal(() => addCredits(session, 1, 'x', { kind }), 'PT400', 'invalid_kind'),
    ),
  )

  it('refuses a clinic that does not exist', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => addCredits(session, 1, 'x', { tenant: '00000000-0000-4000-8000-00000000dead' }),
        'PT404',
        'tenant_not_found',
      ),
    ))

  it('refuses a reference that stands for another amount or another clinic', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 100, 'order:1')
      for (const again of [
        () => addCredits(session, 101, 'order:1'),
        () => addCredits(session, 100, 'order:1', { tenant: horizonte.id }),
      ]) {
        await expectRefusal(again, 'PT409', 'reference_in_use')
      }
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        () => session.as(persona, (sql) => sql`select public.add_whatsapp_credits(${aurora.id}, 100, 'x')`),
        insufficientPrivilege,
      ),
    ),
  )
})

describe('races', () => {
  it('of one reference, 16 times at once: one movement', async () => {
    const rows = await Promise.all(Array.from({ length: 16 }, () => addCredits(db, 10, 'race')))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    expect(only(await ledgerOf(db))).toMatchObject({ amount: 10 })
    await expectBooksInOrder(db)
  })

  it('of one reference in two clinics: one of them is refused', async () => {
    const outcomes = await Promise.allSettled(
      [aurora.id, horizonte.id].map((tenant) => addCredits(db, 10, 'two clinics', { tenant })),
    )
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'PT409', message: 'reference_in_use' },
    })
    await expectBooksInOrder(db)
  })
})
