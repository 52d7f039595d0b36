import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, personas } from '../support/cast.ts'
import { addCredits, balanceOf, deductCredits, expectBooksInOrder, ledgerOf } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { broadcastsOf, only } from '../support/inbox.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

/** The cast got its credits a moment ago, when screens heard of the balance. */
const quiet = (session: Session) =>
  session.asPostgres((sql) => sql`update public.whatsapp_credits_balance set told_at = null where true`)

describe('deduct_whatsapp_credits', () => {
  it('writes one movement and lowers the balance with it', () =>
    db.rolledBack(async (session) => {
      const message = '00000000-0000-4000-8000-00000000e001'
      const row = await deductCredits(session, 3, 'a', { message })
      expect(row).toMatchObject({
        kind: 'usage',
        amount: -3,
        debt_change: 0,
        balance_after: creditsOfCast - 3,
        conversation_message_id: message,
      })
      expect(await balanceOf(session)).toMatchObject({ balance: creditsOfCast - 3, lifetime_used: 3 })
      await expectBooksInOrder(session)
    }))

  it('answers a repeated call with the first movement, also when nothing is left', () =>
    db.rolledBack(async (session) => {
      const first = await deductCredits(session, creditsOfCast, 'a')
      expect(await deductCredits(session, creditsOfCast, 'a')).toEqual(first)
      expect((await balanceOf(session)).balance).toBe(0)
      expect(await ledgerOf(session)).toHaveLength(1)
    }))

  it('refuses a repeated call whose credits were given back', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 3, 'a')
      await session.asService((sql) => sql`select public.refund_whatsapp_credits(${aurora.id}, 'a')`)
      await expectRefusal(() => deductCredits(session, 3, 'a'), 'PT409', 'reference_refunded')
      expect((await balanceOf(session)).balance).toBe(creditsOfCast)
    }))

  it('is told to screens at most once a second, and always while the balance is low', () =>
    db.rolledBack(async (session) => {
      const told = async () => (await broadcastsOf(session)).map((one) => one.payload.balance)
      await quiet(session)
      await deductCredits(session, 1, 'a')
      await deductCredits(session, 1, 'b')
      expect(await told()).toEqual([creditsOfCast - 1])
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credits_balance set told_at = told_at - interval '1 second' where true`,
      )
      await deductCredits(session, 1, 'c')
      expect(await told()).toEqual([creditsOfCast - 1, creditsOfCast - 3])
      await deductCredits(session, creditsOfCast - 23, 'down to the threshold')
      await deductCredits(session, 1, 'below it')
      expect((await told()).slice(2)).toEqual([20, 19])
    }))

  it('refuses what the balance does not hold, and says how much there is', () =>
    db.rolledBack(async (session) => {
      const tooMuch = () => deductCredits(session, creditsOfCast + 1, 'a')
      await expectRefusal(tooMuch, 'PT402', 'insufficient_credits')
      const error = await tooMuch().catch((caught: { detail: string }) => caught)
      expect(JSON.parse((error as { detail: string }).detail)).toEqual({
        balance: creditsOfCast,
        needed: creditsOfCast + 1,
      })
    }))

  it.each([null, 0, -1, -100, 1_000_001, 2_147_483_647, -2_147_483_648])('refuses %s credits', (credits) =>
    db.rolledBack((session) =>
      expectRefusal(() => deductCredits(session, credits, 'x'), 'PT400', 'invalid_credits'),
    ),
  )

  it.each([null, '', 'hold:mine', 'message:x:1', 'purchase:x', 'topup:x'])(
    'refuses the reference %s',
    (reference) =>
      db.rolledBack((session) =>
        expectRefusal(() => deductCredits(session, 1, reference), 'PT400', 'invalid_reference'),
      ),
  )

  it('refuses a clinic that does not exist', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => deductCredits(session, 1, 'x', { tenant: '00000000-0000-4000-8000-00000000dead' }),
        'PT404',
        'tenant_not_found',
      ),
    ))

  it('refuses a reference that stands for another amount', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 1, 'a')
      await expectRefusal(() => deductCredits(session, 2, 'a'), 'PT409', 'reference_in_use')
    }))

  it('counts a reference in the ledger of its clinic, whatever another clinic spent under it', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 5, 'horizonte', { tenant: horizonte.id })
      const here = await deductCredits(session, 1, 'a')
      const there = await deductCredits(session, 2, 'a', { tenant: horizonte.id })
      expect(there).toMatchObject({ tenant_id: horizonte.id, amount: -2 })
      expect(await deductCredits(session, 1, 'a')).toEqual(here)
      await expectBooksInOrder(session)
    }))

  it('lets one reference be used once for each purpose', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 5, 'same')
      await deductCredits(session, 2, 'same')
      expect((await ledgerOf(session)).map((row) => row.kind)).toEqual(['purchase', 'usage'])
    }))

  it('notes once that the balance is low, and forgets it when it is not', () =>
    db.rolledBack(async (session) => {
      await quiet(session)
      await deductCredits(session, creditsOfCast - 21, 'a')
      expect((await balanceOf(session)).low_balance_alerted_at).toBeNull()
      await deductCredits(session, 1, 'b')
      const { low_balance_alerted_at: since } = await balanceOf(session)
      expect(since).not.toBeNull()
      await deductCredits(session, 1, 'c')
      expect((await balanceOf(session)).low_balance_alerted_at).toEqual(since)
      expect((await broadcastsOf(session)).map((one) => one.payload.low_balance)).toEqual([false, true, true])
      await addCredits(session, 2, 'd')
      expect((await balanceOf(session)).low_balance_alerted_at).toBeNull()
    }))

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack((session) =>
      expectRefusal(
        () => session.as(persona, (sql) => sql`select public.deduct_whatsapp_credits(${aurora.id}, 1, 'x')`),
        insufficientPrivilege,
      ),
    ),
  )
})

describe('races', () => {
  it('for the last credits: as many succeed as there are, the others hear that nothing is left', async () => {
    await deductCredits(db, creditsOfCast - 5, 'leave five')
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, (_, n) => deductCredits(db, 1, `last:${n}`)),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(5)
    for (const one of outcomes.filter((each) => each.status === 'rejected')) {
      expect(one.reason).toMatchObject({ code: 'PT402' })
    }
    expect((await balanceOf(db)).balance).toBe(0)
    await expectBooksInOrder(db)
  })

  it('of a repetition with a charge that is given back: it is not told that it is paid', async () => {
    await addCredits(db, 5, 'for the race')
    let repeated: Promise<unknown> | undefined
    await db.asService(async (sql) => {
      await sql`select app.lock_credits(${aurora.id})`
      repeated = deductCredits(db, 1, 'given back').catch((error: unknown) => error)
      await untilSomebodyWaits(db)
      await sql`select public.deduct_whatsapp_credits(${aurora.id}, 1, 'given back')`
      await sql`select public.refund_whatsapp_credits(${aurora.id}, 'given back')`
    })
    expect(await repeated).toMatchObject({ code: 'PT409', message: 'reference_refunded' })
  })

  it('of one reference, 16 times at once: one movement', async () => {
    await addCredits(db, 10, 'again')
    const rows = await Promise.all(Array.from({ length: 16 }, () => deductCredits(db, 1, 'race')))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    expect(only((await ledgerOf(db)).filter((row) => row.reference === 'race'))).toMatchObject({ amount: -1 })
    await expectBooksInOrder(db)
  })
})
