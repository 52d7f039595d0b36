import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, mariana, receive, status } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { jobsOf, messagesOf } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createBeside,
  createOutbound,
  makeDue,
  openConversation,
  sendNow,
} from '../support/outbox.ts'

const db = await createDatabase()

const stateOf = async (session: Session, id: string) => {
  const row = (await messagesOf(session)).find((one) => one.id === id)
  return row && { status: row.status, code: row.error_code, again: row.next_attempt_at !== null }
}

/** The first message was tried for as long as others wait for one. */
const patienceEnds = (session: Session) =>
  session.asPostgres(
    (sql) => sql`update app.jobs set tried_since = now() - app.line_patience() where tried_since is not null`,
  )

/** Two messages of one conversation: the first is under way, the second waits. */
async function two(session: Session) {
  await openConversation(session)
  const first = await createOutbound(session, { body: 'A' })
  const second = await createOutbound(session, { body: 'B' })
  return { first, second, lease: first.lease! }
}

describe('a message behind another of its conversation', () => {
  it('waits, visibly, without a lease, and no worker gets it', () =>
    db.rolledBack(async (session) => {
      const { second } = await two(session)
      expect(second).toMatchObject({ lease: null, duplicate: false, message: { status: 'queued' } })
      expect(await stateOf(session, second.message.id)).toEqual({
        status: 'queued',
        code: null,
        again: false,
      })
      await session.asPostgres((sql) => sql`update app.jobs set run_at = now() where leased_until is null`)
      expect(await claimJobs(session)).toEqual([])
    }))

  it('is given to the sender of the one before it, in the same call', () =>
    db.rolledBack(async (session) => {
      const { second, lease } = await two(session)
      const done = await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(done.next).toMatchObject({ message_id: second.message.id, attempt: 1, uncertain: false })
      expect(await stateOf(session, second.message.id)).toMatchObject({ status: 'sending' })
    }))

  it('is not sent while the one before it waits for another attempt', () =>
    db.rolledBack(async (session) => {
      const { first, second, lease } = await two(session)
      expect((await completeSend(session, lease, 'temporary')).next).toBeUndefined()
      expect(await stateOf(session, first.message.id)).toEqual({ status: 'queued', code: null, again: true })
      await makeDue(session)
      const claimed = await claimJobs(session)
      expect(claimed.map((job) => job.send?.message_id)).toEqual([first.message.id])
      expect(await stateOf(session, second.message.id)).toMatchObject({ status: 'queued', again: false })
    }))

  it('nor while nobody knows whether the one before it arrived', () =>
    db.rolledBack(async (session) => {
      const { first, lease } = await two(session)
      await completeSend(session, lease, 'unknown')
      await makeDue(session)
      const claimed = await claimJobs(session)
      expect(claimed.map((job) => job.send?.message_id)).toEqual([first.message.id])
    }))

  it.each([
    ['an echo', (id: string) => [status('P1', 'sent', { message_id: id })]],
    ['a report of failure', (id: string) => [status('P1', 'failed', { message_id: id })]],
  ])('is due as soon as %s settles the one before it', (_what, report) =>
    db.rolledBack(async (session) => {
      const { first, second } = await two(session)
      await ingest(session, evolutionEvent(report(first.message.id)))
      const claimed = await claimJobs(session)
      expect(claimed.map((job) => job.send?.message_id)).toEqual([second.message.id])
    }),
  )

  it('goes on when the one before it is refused for good', () =>
    db.rolledBack(async (session) => {
      const { second, lease } = await two(session)
      const done = await completeSend(session, lease, 'permanent', { code: 'number_not_on_whatsapp' })
      expect(done.next).toMatchObject({ message_id: second.message.id })
    }))

  it('goes on when somebody cancels the one before it', () =>
    db.rolledBack(async (session) => {
      const { first, second, lease } = await two(session)
      await completeSend(session, lease, 'temporary')
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.cancel_outbound_message(${aurora.id}, ${first.message.id})`,
      )
      const claimed = await claimJobs(session)
      expect(claimed.map((job) => job.send?.message_id)).toEqual([second.message.id])
    }))

  it('keeps its place when the sender of the one before it is killed', () =>
    db.rolledBack(async (session) => {
      const { first } = await two(session)
      await makeDue(session)
      const claimed = await claimJobs(session)
      expect(claimed.map((job) => [job.send?.message_id, job.send?.uncertain])).toEqual([
        [first.message.id, true],
      ])
    }))

  it('waits for nobody whose job is given up', () =>
    db.rolledBack(async (session) => {
      const { first, second, lease } = await two(session)
      await session.asPostgres(
        (sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where id = ${lease.job_id}`,
      )
      await session.asService(
        (sql) =>
          sql`select app.fail_job(${lease.tenant_id}, ${lease.job_id}, ${lease.lease_token}, 'unexpected', false, null)`,
      )
      expect(await stateOf(session, first.message.id)).toMatchObject({
        status: 'failed',
        code: 'delivery_unknown',
      })
      expect((await claimJobs(session)).map((job) => job.send?.message_id)).toEqual([second.message.id])
    }))
})

describe('the limit', () => {
  it('ends the waiting: the one before it fails, and a person decides', () =>
    db.rolledBack(async (session) => {
      const { first, second, lease } = await two(session)
      await patienceEnds(session)
      const done = await completeSend(session, lease, 'temporary')
      expect(done).toMatchObject({ state: 'failed', next: { message_id: second.message.id } })
      expect(await stateOf(session, first.message.id)).toMatchObject({ status: 'failed', code: 'gave_way' })
    }))

  it('leaves it open whether one without an answer arrived', () =>
    db.rolledBack(async (session) => {
      const { first, lease } = await two(session)
      await patienceEnds(session)
      await completeSend(session, lease, 'unknown')
      expect(await stateOf(session, first.message.id)).toMatchObject({ code: 'delivery_unknown' })
    }))

  it('is no limit for a message that nobody waits for', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease } = await createOutbound(session)
      await patienceEnds(session)
      expect(await completeSend(session, lease!, 'temporary')).toMatchObject({ state: 'retry' })
    }))

  it('brings the last attempt forward when somebody begins to wait', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message: row } = await createOutbound(session)
      await patienceEnds(session)
      await completeSend(session, lease!, 'temporary', { retryAfter: 900 })
      await createOutbound(session, { body: 'B' })
      expect((await claimJobs(session)).map((job) => job.send?.message_id)).toEqual([row.id])
    }))

  it('sends a message that is asked for again after those that went before', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId, body: 'A' })
      await completeSend(session, first.lease!, 'permanent', { code: 'rejected_by_provider' })
      const second = await createOutbound(session, { body: 'B' })
      const again = await createOutbound(session, { clientId })
      expect(again).toMatchObject({ lease: null, message: { status: 'queued', error_code: null } })
      const done = await completeSend(session, second.lease!, 'sent', { id: 'P2' })
      expect(done.next).toMatchObject({ message_id: first.message.id })
    }))

  it('lets no two of the line wait for each other after two conversations became one', () =>
    db.rolledBack(async (session) => {
      const lid = '88990011223355'
      await openConversation(session)
      await receive(session, { provider_message_id: 'L1', address: { lid } })
      const a = await createOutbound(session, { body: 'A' })
      const b = await createOutbound(session, { key: `whatsapp:lid:${lid}`, body: 'B' })
      await completeSend(session, a.lease!, 'temporary')
      await completeSend(session, b.lease!, 'unknown')
      await receive(session, { provider_message_id: 'L2', address: { phone: mariana, lid } })
      const order: string[] = []
      for (let round = 0; round < 4; round += 1) {
        await makeDue(session)
        for (const { send } of await claimJobs(session)) {
          order.push(send!.body)
          await completeSend(session, send!, 'sent', { id: `P${send!.body}` })
        }
      }
      expect(order).toEqual(['A', 'B'])
      expect((await jobsOf(session)).filter((job) => job.finished_at === null)).toEqual([])
    }))
})

describe('send_message_now', () => {
  it('tries a message that waits for its next attempt', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message: row } = await createOutbound(session)
      await completeSend(session, lease!, 'temporary', { retryAfter: 600 })
      const now = await sendNow(session, row.id)
      expect(now).toMatchObject({ message: { status: 'sending' }, lease: { attempt: 2, uncertain: false } })
      expect((await sendNow(session, row.id)).lease).toBeNull()
    }))

  it('sends one that waits before the one it waits for, which goes after it', () =>
    db.rolledBack(async (session) => {
      const { first, second, lease } = await two(session)
      const third = await createOutbound(session, { body: 'C' })
      await completeSend(session, lease, 'temporary')
      const now = await sendNow(session, second.message.id)
      expect(now.lease).toMatchObject({ message_id: second.message.id })
      await completeSend(session, now.lease!, 'sent', { id: 'P2' })
      await makeDue(session)
      const [next] = await claimJobs(session)
      expect(next?.send?.message_id).toBe(first.message.id)
      expect((await completeSend(session, next!.send!, 'sent', { id: 'P1' })).next).toMatchObject({
        message_id: third.message.id,
      })
    }))

  it('waits for an attempt that runs at this moment', () =>
    db.rolledBack(async (session) => {
      const { second } = await two(session)
      await expectError(sendNow(session, second.message.id), 'PT409', 'earlier_in_progress')
    }))

  it('is for members, and for messages of the clinic', () =>
    db.rolledBack(async (session) => {
      const { second } = await two(session)
      await expectError(sendNow(session, second.message.id, 'dona@horizonte.test'), 'PT403', 'not_a_member')
      await expectError(sendNow(session, randomUUID()), 'PT404', 'message_not_found')
    }))

  it('leaves a settled message as it is', () =>
    db.rolledBack(async (session) => {
      const { first, lease } = await two(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(await sendNow(session, first.message.id)).toMatchObject({
        lease: null,
        message: { status: 'sent' },
      })
    }))

  it('moves the one that nobody heard of behind it', () =>
    db.rolledBack(async (session) => {
      const first = await openConversation(session).then(() => createOutbound(session, { body: 'A' }))
      const beside = await createBeside(session, { body: 'B' })
      expect(beside.lease).toMatchObject({ body: 'B' })
      await makeDue(session)
      expect((await claimJobs(session)).map((job) => job.send?.body)).toEqual(['B'])
      expect(await stateOf(session, first.message.id)).toMatchObject({ status: 'sending' })
    }))
})

it('several calls at once give one conversation one attempt at a time, in the order of their places', async () => {
  const phone = '+5511900000601'
  await openConversation(db, phone)
  const bodies = Array.from({ length: 12 }, (_, n) => `M${n}`)
  const created = await Promise.all(
    bodies.map((body) => createOutbound(db, { key: `whatsapp:${phone}`, body })),
  )
  expect(created.filter(({ lease }) => lease !== null)).toHaveLength(1)
  const order: string[] = []
  let lease = created.find((one) => one.lease)?.lease
  await completeSend(db, lease!, 'temporary')
  while (order.length < bodies.length) {
    await makeDue(db)
    const claims = (await Promise.all(Array.from({ length: 6 }, () => claimJobs(db, 2)))).flat()
    expect(claims.length).toBeLessThanOrEqual(1)
    for (lease = claims[0]?.send; lease;) {
      order.push(lease.body)
      lease = (await completeSend(db, lease, 'sent', { id: `O:${lease.body}` })).next
    }
  }
  const lines = await db.asPostgres(
    (
      sql,
    ) => sql`select m.body from app.jobs j join public.conversation_messages m on m.id = (j.payload ->> 'message_id')::uuid
      where m.body = any(${bodies}) order by j.line_no`,
  )
  expect(order).toEqual(lines.map(({ body }) => body as string))
})
