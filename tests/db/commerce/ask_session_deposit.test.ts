import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { askDeposit, follow, saveDeposits } from '../support/deposits.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { cancel, expectOrdersInOrder, expire, getOrder, pay } from '../support/orders.ts'

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
      const order = await askDeposit(session, sessionId, patients.ana)
      expect(order).toMatchObject({ state: 'pending', total_cents: 5000 })
      expect((await askDeposit(session, sessionId, patients.ana)).id).toBe(order.id)
      expect((await askDeposit(session, sessionId, patients.ana, { id: order.id })).id).toBe(order.id)
      await cancel(session, order.id)
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

  itIsForTheDesk(db, (sql) =>
    callAgenda(sql, 'select %s', 'ask_session_deposit', {
      id: randomUUID(),
      session_id: sessionId,
      patient_id: patients.ana,
    }),
  )
})
