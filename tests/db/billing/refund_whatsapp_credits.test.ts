import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, personas } from '../support/cast.ts'
import {
  addCredits,
  balanceOf,
  deductCredits,
  expectBooksInOrder,
  ledgerOf,
  refundCredits,
} from '../support/credits.ts'
import { createDatabase } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'

const db = await createDatabase()

describe('refund_whatsapp_credits', () => {
  it('gives back all that was deducted under the reference', () =>
    db.rolledBack(async (session) => {
      const message = '00000000-0000-4000-8000-00000000e001'
      await deductCredits(session, 7, 'a', { message })
      expect(await refundCredits(session, 'a')).toMatchObject({
        kind: 'refund',
        amount: 7,
        balance_after: creditsOfCast,
        conversation_message_id: message,
      })
      expect(await balanceOf(session)).toMatchObject({ balance: creditsOfCast, lifetime_used: 0 })
      await expectBooksInOrder(session)
    }))

  it('gives it back once', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 7, 'a')
      const first = await refundCredits(session, 'a')
      expect(await refundCredits(session, 'a')).toEqual(first)
      expect((await balanceOf(session)).balance).toBe(creditsOfCast)
    }))

  it('gives back nothing that was not deducted: not a purchase, not another clinic’s, not what was never there', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 7, 'bought')
      await deductCredits(session, 7, 'theirs', { tenant: horizonte.id })
      for (const reference of ['bought', 'theirs', 'never']) {
        await expectRefusal(() => refundCredits(session, reference), 'PT404', 'charge_not_found')
      }
    }))

  it.each([null, '', 'hold:mine'])('refuses the reference %s', (reference) =>
    db.rolledBack((session) =>
      expectRefusal(() => refundCredits(session, reference), 'PT400', 'invalid_reference'),
    ),
  )

  it.each(personas)('is out of reach of %s', (persona) =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 7, 'a')
      await expectRefusal(
        () => session.as(persona, (sql) => sql`select public.refund_whatsapp_credits(${aurora.id}, 'a')`),
        insufficientPrivilege,
      )
    }),
  )
})

describe('races', () => {
  it('of one refund, 16 times at once: given back once', async () => {
    await deductCredits(db, 7, 'race')
    const rows = await Promise.all(Array.from({ length: 16 }, () => refundCredits(db, 'race')))
    expect(new Set(rows.map((row) => row.id)).size).toBe(1)
    expect(await ledgerOf(db)).toHaveLength(2)
    await expectBooksInOrder(db)
  })
})
