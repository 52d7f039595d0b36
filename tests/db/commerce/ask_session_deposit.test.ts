import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { askDeposit, follow, saveDeposits } from '../support/deposits.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { cancel, expectOrdersInOrder, expire, getOrder, order, pay } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()
const ahead = '2099-12-01T15:00'

const scene = (test: (session: Session) => Promise<void>) => () =>
  db.rolledBack(async (session) => {
    await openAgenda(session)
    await saveDeposits(session)
    await book(session, { start_local: ahead })
    await test(session)
    await expectOrdersInOrder(session)
  })
const statusOf = (session: Session) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ status: string }[]>`
      select status from public.sessions where tenant_id = ${aurora.id} and id = ${sessionId}`
    return row!.status
  })
const jobs = (session: Session) =>
  session.asPostgres(async (sql) => [
    ...(await sql<{ order_id: string }[]>`
      select payload ->> 'order_id' as order_id from app.jobs where kind = 'session_deposit'`),
  ])
const cancelSession = (session: Session) =>
  ask(session, 'cancel_session', { id: sessionId, version: null, reason: 'Viajou' })
/** Money that came by PIX or card, however late. */
const moneyComes = (session: Session, orderId: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ told: { state: string } }[]>`
      select app.apply_order_payment(${aurora.id}, ${orderId}, 'stripe', ${randomUUID()}, 5000, 'card') as told`
    return row!.told.state
  })

describe('ask_session_deposit', () => {
  it(
    'asks once for what the type says, and never for more than the session costs',
    scene(async (session) => {
      const asked = await askDeposit(session, sessionId, patients.ana)
      expect(asked).toMatchObject({ state: 'pending', total_cents: 5000 })
      expect((await askDeposit(session, sessionId, patients.ana)).id).toBe(asked.id)
      expect((await askDeposit(session, sessionId, patients.ana, { id: asked.id })).id).toBe(asked.id)
      await cancel(session, asked.id)
      expect(await askDeposit(session, sessionId, patients.ana, { cents: 99900 })).toMatchObject({
        total_cents: 18000,
      })
    }),
  )

  it(
    'has nothing to ask where the type has no deposit, or the session is off or of somebody else',
    scene(async (session) => {
      await expectError(askDeposit(session, sessionId, patients.davi), 'PT404', 'session_not_found')
      await saveDeposits(session, [])
      await expectError(askDeposit(session, sessionId, patients.ana), 'PT409', 'no_deposit_to_ask')
      await saveDeposits(session)
      await cancelSession(session)
      await expectError(askDeposit(session, sessionId, patients.ana), 'PT409', 'no_deposit_to_ask')
    }),
  )

  it(
    'frees the time of the session when nobody pays, once',
    scene(async (session) => {
      const { id } = await askDeposit(session, sessionId, patients.ana)
      expect(await follow(session, id)).toBe('kept')
      expect(await expire(session, id)).toBe('expired')
      expect(await jobs(session)).toEqual([{ order_id: id }])
      expect(await follow(session, id)).toBe('released')
      expect(await statusOf(session)).toBe('cancelled')
      expect(await follow(session, id)).toBe('kept')
    }),
  )

  it(
    'keeps the session that was paid in time, and pays its charge',
    scene(async (session) => {
      const { id } = await askDeposit(session, sessionId, patients.ana)
      await pay(session, id, 5000)
      expect(await expire(session, id)).toBe('kept')
      expect(await follow(session, id)).toBe('kept')
      expect(await statusOf(session)).toBe('scheduled')
    }),
  )

  it(
    'counts money that comes after the time and before the session is free',
    scene(async (session) => {
      const { id } = await askDeposit(session, sessionId, patients.ana)
      await expire(session, id)
      expect(await moneyComes(session, id)).toBe('counted')
      expect(await follow(session, id)).toBe('kept')
      expect(await statusOf(session)).toBe('scheduled')
    }),
  )

  it(
    'gives money that comes after the session was free to a person',
    scene(async (session) => {
      const { id } = await askDeposit(session, sessionId, patients.ana)
      await expire(session, id)
      await follow(session, id)
      expect(await moneyComes(session, id)).toBe('late')
      expect(await getOrder(session, id)).toMatchObject({
        state: 'cancelled',
        payments: [{ state: 'late', reason: 'session_off' }],
      })
    }),
  )

  it(
    'asks for nothing any more when the session is cancelled',
    scene(async (session) => {
      const { id } = await askDeposit(session, sessionId, patients.ana)
      await cancelSession(session)
      expect(await jobs(session)).toEqual([{ order_id: id }])
      expect(await follow(session, id)).toBe('ended')
      expect(await getOrder(session, id)).toMatchObject({ state: 'cancelled', due_cents: 0 })
      expect(await moneyComes(session, id)).toBe('late')
    }),
  )

  it(
    'leaves an order alone that sells other things too',
    scene(async (session) => {
      const { variant } = await shelve(session)
      const ordered = await order(session, variant, {
        patient_id: patients.ana,
        items: [
          { variant_id: variant, quantity: 1 },
          { session_id: sessionId, patient_id: patients.ana, price_cents: 5000 },
        ],
      })
      await expire(session, ordered.id)
      expect(await follow(session, ordered.id)).toBe('kept')
      expect(await statusOf(session)).toBe('scheduled')
      await cancelSession(session)
      expect(await follow(session, ordered.id)).toBe('kept')
      expect(await moneyComes(session, ordered.id)).toBe('counted')
    }),
  )

  it(
    'asks for nothing of a session that costs nothing',
    scene(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`update public.sessions set price_cents = 0 where tenant_id = ${aurora.id} and id = ${sessionId}`,
      )
      await expectError(askDeposit(session, sessionId, patients.ana), 'PT409', 'no_deposit_to_ask')
      expect(await ask(session, 'get_session_deposit', { session_id: sessionId })).toMatchObject({
        amount_cents: null,
      })
    }),
  )

  itIsForTheDesk(db, (sql) =>
    callAgenda(sql, 'select %s', 'ask_session_deposit', {
      id: randomUUID(),
      session_id: sessionId,
      patient_id: patients.ana,
    }),
  )
})
