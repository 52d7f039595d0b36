import { beforeAll, describe, expect, it } from 'vitest'
import { ask, helena, openAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectBooksInOrder } from '../support/money.ts'
import {
  chargedLastMonth,
  decide,
  expectPayoutsInOrder,
  lastMonth,
  lines,
  month,
  payout,
  receiveOn,
  saveRule,
} from '../support/payouts.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'
import { callAgenda } from '../support/agenda.ts'

const db = await createDatabase()
const asked = { therapist_id: helena, month: month(-1) }

beforeAll(async () => {
  await openAgenda(db)
  await saveRule(db)
})

function unlessChanged(error: unknown): void {
  if (!(error instanceof Error && error.message === 'session_charge_not_found')) throw error
}

describe('payouts, with several at a time', () => {
  it('a close waits for a payment that began before it, and has it', async () => {
    const charge = await chargedLastMonth(db, { at: '08:00' })
    let closing: Promise<unknown> = Promise.resolve()
    await db.asUser('recepcao@aurora.test', async (sql) => {
      const paid = { id: crypto.randomUUID(), payer_id: charge.payer_id, charge_ids: [charge.id] }
      await callAgenda(sql, 'select %s', 'receive_payment', {
        ...paid,
        amount_cents: charge.amount_cents,
        method: 'pix',
        received_on: lastMonth,
      })
      closing = decide(db, 'close_payout', asked)
      await untilSomebodyWaits(db)
    })
    await closing
    expect(await payout(db, month(-1))).toMatchObject({ status: 'closed', total_cents: 10800, entries: 1 })
    await expectPayoutsInOrder(db)
  })

  it('a payment that comes while a month is being closed falls into the next', async () => {
    await decide(db, 'reopen_payout', { ...asked, reason: 'Teste' })
    const charge = await chargedLastMonth(db, { at: '09:00' })
    let paying: Promise<unknown> = Promise.resolve()
    await db.asUser('dona@aurora.test', async (sql) => {
      await callAgenda(sql, 'select %s', 'close_payout', asked)
      paying = receiveOn(db, charge, lastMonth)
      await untilSomebodyWaits(db)
    })
    await paying
    expect(await payout(db, month(-1))).toMatchObject({ status: 'closed', total_cents: 10800 })
    expect(await lines(db)).toMatchObject([{ amount_cents: 10800, is_late: true }])
    await expectPayoutsInOrder(db)
  })

  it('two closes are one', async () => {
    await decide(db, 'reopen_payout', { ...asked, reason: 'Teste' })
    await Promise.all([
      decide(db, 'close_payout', asked),
      decide(db, 'close_payout', asked, 'admin@aurora.test'),
    ])
    const { events } = await payout(db, month(-1))
    expect(events.map(({ kind }) => kind)).toEqual(['closed', 'reopened', 'closed', 'reopened', 'closed'])
  })

  it('payments, a rule and moved sessions at once leave a ledger that equals its recount', async () => {
    const open = await Promise.all(
      ['11:00', '12:00', '13:00', '14:00'].map((at) => chargedLastMonth(db, { at })),
    )
    await Promise.all([
      // a charge that got another price meanwhile is another charge: its payment is refused, and nothing of it stays
      ...open.map((charge) => receiveOn(db, charge, lastMonth).catch(unlessChanged)),
      saveRule(db, { percent: 45.55 }),
      saveRule(db, { therapist_id: helena, fixed_cents: 7777 }),
      ...open.map(({ session_id }) =>
        ask(db, 'change_session', { id: session_id, version: null, changes: { price_cents: 15000 } }),
      ),
    ])
    await expectPayoutsInOrder(db)
    await expectBooksInOrder(db)
  })
})
