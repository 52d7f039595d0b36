import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte } from '../support/cast.ts'
import {
  addCredits,
  balanceOf,
  endOfTransaction,
  expectBooksInOrder,
  leaveCredits,
  ledgerOf,
} from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, message, status, twilioEvent } from '../support/events.ts'
import { expectRefusal } from '../support/guards.ts'
import { jobsOf, messagesOf, only } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createOutbound,
  makeDue,
  openConversation,
  type Created,
  type SendRequest,
} from '../support/outbox.ts'

const db = await createDatabase()
const now = () => new Date().toISOString()

/** A patient writes to the official number of Clínica Horizonte. */
const patientWrites = (session: Session, phone = mariana) =>
  ingest(
    session,
    twilioEvent([
      message({ provider_message_id: `in:${randomUUID()}`, address: { phone }, occurred_at: now() }),
    ]),
  )

const send = (session: Session, request: SendRequest = {}) =>
  createOutbound(session, { as: 'recepcao@horizonte.test', tenant: horizonte.id, ...request })

const reports = (session: Session, id: string, state: string) =>
  ingest(session, twilioEvent([status(id, state, { at: now(), error_code: 'rejected_by_provider' })])).then(
    () => endOfTransaction(session),
  )

const fails = async (session: Session, { lease }: Created) => {
  await completeSend(session, lease!, 'permanent', { code: 'number_not_on_whatsapp' })
  await endOfTransaction(session)
}

/** The movements of one message: what for, how many, and what is owed by it. */
const movementsOf = async (session: Session, { message: { id } }: Created) =>
  (await ledgerOf(session, horizonte.id))
    .filter((row) => row.conversation_message_id === id)
    .map((row) => `${row.kind} ${row.amount}${row.debt_change ? ` owed ${row.debt_change}` : ''}`)

const balance = async (session: Session) => (await balanceOf(session, horizonte.id)).balance

describe('a message through the official number', () => {
  it('costs one credit, in the transaction that creates it', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      expect(only(await ledgerOf(session, horizonte.id))).toMatchObject({
        kind: 'usage',
        amount: -1,
        balance_after: creditsOfCast - 1,
        conversation_message_id: created.message.id,
        reference: `message:${created.message.id}:1`,
      })
      await expectBooksInOrder(session)
    }))

  it('costs nothing when it is asked for again', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const clientId = randomUUID()
      await send(session, { clientId })
      expect(await send(session, { clientId })).toMatchObject({ duplicate: true })
      expect(await balance(session)).toBe(creditsOfCast - 1)
    }))

  it('costs nothing more while it is sent, delivered and read', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await completeSend(session, created.lease!, 'sent', { id: 'SM1' })
      for (const state of ['delivered', 'read']) await reports(session, 'SM1', state)
      expect(await movementsOf(session, created)).toEqual(['usage -1'])
    }))

  it('is refused without credits: nothing is created', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      await leaveCredits(session, 0, horizonte.id)
      await expectRefusal(() => send(session), 'PT402', 'insufficient_credits')
      await addCredits(session, 1, 'bought', { tenant: horizonte.id })
      expect(await send(session)).toMatchObject({ duplicate: false })
    }))

  it('that nobody pressed for is skipped without credits', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      await leaveCredits(session, 0, horizonte.id)
      const [row] = await session.asService(
        (sql) => sql`
          select app.create_automation_message(t.tenant_id, t.thread_key, ${randomUUID()}, 'Lembrete', 'reminder') as answer
          from public.conversation_threads t`,
      )
      expect(row?.answer).toEqual({ skipped: 'insufficient_credits' })
      expect(await jobsOf(session, horizonte.id)).toEqual([])
    }))

  it('that finally fails gives its credit back, once', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await fails(session, created)
      await fails(session, created)
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1'])
      expect(await balance(session)).toBe(creditsOfCast)
      await expectBooksInOrder(session)
    }))

  it('that the provider reports as failed gives its credit back, once', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await completeSend(session, created.lease!, 'sent', { id: 'SM1' })
      await reports(session, 'SM1', 'failed')
      await reports(session, 'SM1', 'failed')
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1'])
    }))

  it('that is tried again for now keeps its credit', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      for (const outcome of ['temporary', 'unknown'] as const) {
        await completeSend(session, created.lease!, outcome, { code: 'http_503' })
        await endOfTransaction(session)
      }
      expect(await movementsOf(session, created)).toEqual(['usage -1'])
    }))

  it('that is sent again after it failed costs a credit of its own', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const clientId = randomUUID()
      const created = await send(session, { clientId })
      await fails(session, created)
      const again = await send(session, { clientId })
      await endOfTransaction(session)
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1', 'usage -1'])
      await fails(session, again)
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1', 'usage -1', 'refund 1'])
      expect(await balance(session)).toBe(creditsOfCast)
    }))

  it('that is delivered after all is paid again', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await completeSend(session, created.lease!, 'sent', { id: 'SM1' })
      await reports(session, 'SM1', 'failed')
      await reports(session, 'SM1', 'delivered')
      await reports(session, 'SM1', 'read')
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1', 'usage -1'])
      expect(await balance(session)).toBe(creditsOfCast - 1)
    }))

  it('that is delivered after all leaves a debt when nothing is left, which the next credits pay', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await completeSend(session, created.lease!, 'sent', { id: 'SM1' })
      await reports(session, 'SM1', 'failed')
      await leaveCredits(session, 0, horizonte.id)
      await reports(session, 'SM1', 'delivered')
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1', 'usage 0 owed 1'])
      expect(await balanceOf(session, horizonte.id)).toMatchObject({ balance: 0, debt_credits: 1 })
      const bought = await addCredits(session, 10, 'bought', { tenant: horizonte.id })
      expect(bought).toMatchObject({ amount: 9, debt_change: -1, balance_after: 9 })
      await expectBooksInOrder(session)
    }))

  it('that fails and recovers in one breath moves nothing', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await completeSend(session, created.lease!, 'sent', { id: 'SM1' })
      await ingest(
        session,
        twilioEvent([status('SM1', 'failed', { at: now() }), status('SM1', 'delivered', { at: now() })]),
      )
      await endOfTransaction(session)
      expect(await movementsOf(session, created)).toEqual(['usage -1'])
    }))

  it.each([
    ['works', [], 'sent', ['usage -1', 'refund 1', 'usage -1']],
    ['fails as well', ['SM2'], 'failed', ['usage -1', 'refund 1']],
  ] as const)(
    'whose first attempt is reported as failed while the second, which %s, is on its way',
    (_, early, end, movements) =>
      db.rolledBack(async (session) => {
        await patientWrites(session)
        const created = await send(session)
        await completeSend(session, created.lease!, 'unknown')
        await makeDue(session)
        const again = await completeSend(session, only(await claimJobs(session)), 'not_found')
        for (const id of ['SM1', ...early]) {
          await ingest(
            session,
            twilioEvent([
              status(id, 'failed', { at: now(), message_id: created.message.id, error_code: 'x' }),
            ]),
          )
          await endOfTransaction(session)
        }
        await completeSend(session, again.lease!, 'sent', { id: 'SM2' })
        await endOfTransaction(session)
        const rows = await messagesOf(session, horizonte.id)
        expect(rows.find((row) => row.id === created.message.id)).toMatchObject({
          status: end,
          error_code: end === 'sent' ? null : 'x',
          provider_message_id: 'SM2',
        })
        expect(await movementsOf(session, created)).toEqual(movements)
        await expectBooksInOrder(session)
      }),
  )

  it('that was never charged gives nothing back', () =>
    db.rolledBack(async (session) => {
      await patientWrites(session)
      const created = await send(session)
      await session.asPostgres(
        (sql) => sql`delete from public.whatsapp_credits_transactions where kind = 'usage'`,
      )
      await session.asPostgres(
        (sql) => sql`update public.whatsapp_credits_balance set balance = ${creditsOfCast} where true`,
      )
      await fails(session, created)
      await reports(session, 'SM1', 'delivered')
      expect(await ledgerOf(session, horizonte.id)).toEqual([])
    }))
})

describe('a failed message that is put back into the queue', () => {
  const replayAll = (session: Session) =>
    session.asUser(
      'admin@horizonte.test',
      (sql) => sql`select public.replay_dead_jobs(${horizonte.id}) as count`,
    )

  const dies = async (session: Session) => {
    await patientWrites(session)
    const created = await send(session)
    await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
    await completeSend(session, created.lease!, 'temporary', { code: 'http_503' })
    await endOfTransaction(session)
    return created
  }

  it('costs a credit again, once', () =>
    db.rolledBack(async (session) => {
      const created = await dies(session)
      expect(await replayAll(session)).toMatchObject([{ count: 1 }])
      await endOfTransaction(session)
      expect(await movementsOf(session, created)).toEqual(['usage -1', 'refund 1', 'usage -1'])
    }))

  it('stays where it is without credits', () =>
    db.rolledBack(async (session) => {
      await dies(session)
      await leaveCredits(session, 0, horizonte.id)
      await expectRefusal(() => replayAll(session), 'PT402', 'insufficient_credits')
    }))
})

describe('credits deducted about a message, under a reference of their own', () => {
  it('are no payment of the message, and come back by that reference alone', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const created = await createOutbound(session)
      await session.asService(
        (sql) => sql`select public.deduct_whatsapp_credits(${aurora.id}, 5, 'extra', ${created.message.id})`,
      )
      await fails(session, created)
      expect((await balanceOf(session, aurora.id)).balance).toBe(creditsOfCast - 5)
      await session.asService((sql) => sql`select public.refund_whatsapp_credits(${aurora.id}, 'extra')`)
      expect((await balanceOf(session, aurora.id)).balance).toBe(creditsOfCast)
      await expectBooksInOrder(session)
    }))
})

describe('a message through a linked phone', () => {
  it('costs nothing, sent or failed, credits or none', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await leaveCredits(session, 0, aurora.id)
      await fails(session, await createOutbound(session))
      const rows = await ledgerOf(session, aurora.id)
      expect(rows.filter((row) => row.conversation_message_id !== null)).toEqual([])
    }))
})

describe('races', () => {
  beforeEach(() => patientWrites(db))

  it('of two people with one credit left: one message is created, the other refused', async () => {
    await leaveCredits(db, 1, horizonte.id)
    const before = (await messagesOf(db, horizonte.id)).length
    const outcomes = await Promise.allSettled([send(db), send(db)])
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await messagesOf(db, horizonte.id)).toHaveLength(before + 1)
    await expectBooksInOrder(db)
  })

  it('between the report of a failure and the sender’s own: given back once', async () => {
    await addCredits(db, 100, 'for the race', { tenant: horizonte.id })
    const phone = '+5511900000977'
    await ingest(
      db,
      twilioEvent([message({ provider_message_id: 'IN977', address: { phone }, occurred_at: now() })]),
    )
    for (let round = 0; round < 5; round += 1) {
      const created = await send(db, { key: `whatsapp:${phone}` })
      await Promise.all([
        completeSend(db, created.lease!, 'permanent', { code: 'rejected_by_provider' }),
        ingest(
          db,
          twilioEvent([status(`SM${randomUUID()}`, 'failed', { at: now(), message_id: created.message.id })]),
        ),
      ])
      expect(await movementsOf(db, created)).toEqual(['usage -1', 'refund 1'])
    }
    await expectBooksInOrder(db)
  })
})
