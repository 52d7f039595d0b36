import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import {
  at,
  evolutionEvent,
  ingest,
  joao,
  mariana,
  message,
  reaction,
  receive,
  status,
} from '../support/events.ts'
import { broadcastsOf, jobsOf, messagesOf, only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import {
  claimJobs,
  completeSend,
  createBeside,
  createOutbound,
  makeDue,
  openConversation,
} from '../support/outbox.ts'
import { retried } from '../support/retried.ts'

const db = await createDatabase()

const outbound = async (session: Session) =>
  (await messagesOf(session)).filter((row) => row.direction === 'outbound')

/** Our own send as the provider echoes it. */
const echo = (id: string, body = 'Bom dia!', more = {}) =>
  evolutionEvent([
    message({
      provider_message_id: id,
      from_me: true,
      sent_via_api: true,
      body,
      occurred_at: at(1),
      ...more,
    }),
  ])

async function begin(session: Session, body?: string) {
  await openConversation(session)
  const created = await createOutbound(session, body ? { body } : {})
  return { ...created, lease: created.lease! }
}

describe('sent', () => {
  it('records the id, closes the job and tells the screens', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      expect(await completeSend(session, lease, 'sent', { id: 'P1' })).toMatchObject({
        state: 'sent',
        message: { status: 'sent', provider_message_id: 'P1' },
      })
      expect(only(await jobsOf(session)).finished_at).not.toBeNull()
      expect(only(await threadsOf(session)).last_message_status).toBe('sent')
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('reported twice changes nothing', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      await ingest(session, evolutionEvent([status('P1', 'read')]))
      expect(await completeSend(session, lease, 'sent', { id: 'P1' })).toMatchObject({
        state: 'sent',
        message: { status: 'read' },
      })
      expect(await outbound(session)).toHaveLength(1)
    }))

  it('keeps the provider’s refusal when the report comes a second time', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      await ingest(
        session,
        evolutionEvent([status('P1', 'failed', { error_code: 'number_not_on_whatsapp' })]),
      )
      await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(only(await outbound(session))).toMatchObject({
        status: 'failed',
        error_code: 'number_not_on_whatsapp',
      })
    }))

  it('takes statuses that came before it', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await ingest(session, evolutionEvent([status('P1', 'read', { at: at(9) })]))
      await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(only(await outbound(session))).toMatchObject({ status: 'read', read_at: new Date(at(9)) })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('is recorded even when the lease was lost', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await makeDue(session)
      const [claimed] = await claimJobs(session)
      expect(await completeSend(session, lease, 'sent', { id: 'P1' })).toMatchObject({ state: 'sent' })
      expect(only(await outbound(session)).provider_message_id).toBe('P1')
      expect(await completeSend(session, claimed!, 'temporary')).toMatchObject({
        state: 'lost',
        message: { status: 'sent' },
      })
    }))

  it('of a job nobody knows changes nothing', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      const before = [await outbound(session), await broadcastsOf(session)]
      const unknown = { tenant_id: aurora.id, job_id: 987654, lease_token: randomUUID() }
      expect(await completeSend(session, unknown, 'sent', { id: 'P1' })).toEqual({
        state: 'lost',
        message: null,
      })
      expect([await outbound(session), await broadcastsOf(session)]).toEqual(before)
    }))
})

describe('an echo', () => {
  it('before the answer of the provider is our message, not a second one', () =>
    db.rolledBack(async (session) => {
      const { lease, message: row } = await begin(session)
      await ingest(session, echo('P1'))
      expect(only(await outbound(session))).toMatchObject({
        id: row.id,
        status: 'sent',
        provider_message_id: 'P1',
      })
      await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(only(await outbound(session)).status).toBe('sent')
    }))

  it('settles an attempt whose answer never came: the worker sends nothing', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await ingest(session, echo('P1'))
      await makeDue(session)
      expect(await claimJobs(session)).toEqual([])
      expect(only(await jobsOf(session)).finished_at).not.toBeNull()
    }))

  it('after the answer adds nothing', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      await ingest(session, echo('P1'))
      expect(await outbound(session)).toHaveLength(1)
    }))

  it('that looked like a message from the phone is taken back, with what was reported about it', () =>
    db.rolledBack(async (session) => {
      const { lease, message: row } = await begin(session)
      await ingest(
        session,
        echo('P1', 'Bom dia!', { sent_via_api: false }),
        evolutionEvent([status('P1', 'delivered', { at: at(7) })]),
        evolutionEvent([reaction('P1', '❤️')]),
      )
      expect(await outbound(session)).toHaveLength(2)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      expect(only(await outbound(session))).toMatchObject({
        id: row.id,
        status: 'delivered',
        delivered_at: new Date(at(7)),
        reactions: [{ by: 'contact', emoji: '❤️' }],
      })
      expect((await broadcastsOf(session)).some((one) => one.event === 'message_removed')).toBe(true)
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it.each([
    ['before the answer', true, false],
    ['after the answer', false, false],
    ['before the answer, whose conversation is there', true, true],
    ['after the answer, whose conversation is there', false, true],
  ])('under the person’s LID %s tells that the two are one', (_when, isBefore, wroteBefore) =>
    db.rolledBack(async (session) => {
      const lid = { address: { lid: '777' } }
      const { lease } = await begin(session)
      if (wroteBefore) await receive(session, { provider_message_id: 'L0', body: 'oi', ...lid })
      if (isBefore) await ingest(session, echo('P1', 'Bom dia!', lid))
      await completeSend(session, lease, 'sent', { id: 'P1' })
      if (!isBefore) await ingest(session, echo('P1', 'Bom dia!', lid))
      await receive(session, { provider_message_id: 'L1', body: 'Bom dia', ...lid })
      expect(only(await threadsOf(session))).toMatchObject({
        phone: mariana,
        unread_count: wroteBefore ? 3 : 2,
      })
      expect(await outbound(session)).toHaveLength(1)
      expect(await wrongSummaries(session)).toEqual([])
    }),
  )

  it('under a LID that is somebody else’s leaves the two apart', () =>
    db.rolledBack(async (session) => {
      const other = { lid: '777', phone: joao }
      await receive(session, { provider_message_id: 'L0', address: other })
      const { lease } = await begin(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      await ingest(session, echo('P1', 'Bom dia!', { address: { lid: '777' } }))
      expect((await threadsOf(session)).map(({ phone }) => phone).sort()).toEqual([mariana, joao].sort())
    }))

  it('of twins with the same words ends with the ids that the provider gave', () =>
    db.rolledBack(async (session) => {
      const first = await begin(session, 'ok')
      const second = await createBeside(session, { body: 'ok' })
      // the echo of the second one arrives first and is taken for the first one
      await ingest(
        session,
        echo('P2', 'ok'),
        evolutionEvent([status('P2', 'read', { at: at(8) })]),
        echo('P1', 'ok'),
      )
      await completeSend(session, second.lease!, 'sent', { id: 'P2' })
      await completeSend(session, first.lease, 'sent', { id: 'P1' })
      const rows = await outbound(session)
      const state = (id: string) => {
        const row = rows.find((candidate) => candidate.id === id)!
        return { id: row.provider_message_id, status: row.status, read: row.read_at }
      }
      expect(state(first.message.id)).toEqual({ id: 'P1', status: 'sent', read: null })
      expect(state(second.message.id)).toEqual({ id: 'P2', status: 'read', read: new Date(at(8)) })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('that a twin had taken leaves the twin open, with a job to find out', () =>
    db.rolledBack(async (session) => {
      const first = await begin(session, 'ok')
      const second = await createBeside(session, { body: 'ok' })
      await ingest(session, echo('P2', 'ok'))
      await makeDue(session)
      await claimJobs(session)
      await completeSend(session, second.lease!, 'sent', { id: 'P2' })
      const twin = (await outbound(session)).find((row) => row.id === first.message.id)!
      expect(twin).toMatchObject({ status: 'sending', provider_message_id: null })
      const open = (await jobsOf(session)).filter((job) => job.finished_at === null)
      expect(only(open).payload).toEqual({ message_id: twin.id })
      await makeDue(session)
      expect(only(await claimJobs(session)).send).toMatchObject({ uncertain: true, message_id: twin.id })
      expect(await wrongSummaries(session)).toEqual([])
    }))
})

describe('a callback that names our message', () => {
  it('settles an attempt whose answer never came', () =>
    db.rolledBack(async (session) => {
      const { message: row } = await begin(session)
      await ingest(session, evolutionEvent([status('SM1', 'delivered', { message_id: row.id, at: at(6) })]))
      expect(only(await outbound(session))).toMatchObject({
        status: 'delivered',
        provider_message_id: 'SM1',
        delivered_at: new Date(at(6)),
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('proves a message that we had given up', () =>
    db.rolledBack(async (session) => {
      const { lease, message: row } = await begin(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      await completeSend(session, lease, 'unknown')
      await ingest(session, evolutionEvent([status('SM1', 'sent', { message_id: row.id })]))
      expect(only(await outbound(session))).toMatchObject({
        status: 'sent',
        error_code: null,
        provider_message_id: 'SM1',
      })
    }))

  it('of another clinic touches nothing', () =>
    db.rolledBack(async (session) => {
      const { message: row } = await begin(session)
      await ingest(
        session,
        evolutionEvent([status('SM1', 'read', { message_id: row.id })], { clinic: 'horizonte' }),
      )
      expect(only(await outbound(session))).toMatchObject({ status: 'sending', provider_message_id: null })
    }))
})

describe('a person who opted out at the provider', () => {
  /** What is sent by itself next; a colleague may still write. */
  const next = async (session: Session) => {
    const [row] = await session.asService(
      (sql) => sql<{ created: unknown }[]>`
        select app.create_automation_message(t.tenant_id, t.thread_key, gen_random_uuid(), 'Oi', 'auto_reply') as created
        from public.conversation_threads t`,
    )
    return row!.created
  }

  it('is not written to again once a message is refused', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await completeSend(session, lease, 'permanent', { code: 'opted_out_at_provider' })
      expect(only(await threadsOf(session)).opted_out).toBe(true)
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({ payload: { thread: { opted_out: true } } })
      expect(await next(session)).toEqual({ skipped: 'opted_out' })
    }))

  it('is not written to again once a report says so', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await completeSend(session, lease, 'sent', { id: 'P1' })
      await ingest(session, evolutionEvent([status('P1', 'failed', { error_code: 'opted_out_at_provider' })]))
      expect(only(await threadsOf(session)).opted_out).toBe(true)
      expect(await next(session)).toEqual({ skipped: 'opted_out' })
    }))
})

describe('a failure', () => {
  it('that is temporary is tried again later, as the provider asked', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      expect(
        await completeSend(session, lease, 'temporary', { code: 'http_429', retryAfter: 600 }),
      ).toMatchObject({
        state: 'retry',
        message: { status: 'queued' },
      })
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select lease_token, run_at >= now() + interval '600 seconds' as later, last_error from app.jobs`,
      )
      expect(row).toMatchObject({ lease_token: null, later: true, last_error: 'http_429' })
      expect(await claimJobs(session)).toEqual([])
      await makeDue(session)
      expect(only(await claimJobs(session)).send).toMatchObject({ attempt: 2, uncertain: false })
      expect(only(await outbound(session)).status).toBe('sending')
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('of unknown outcome is looked up before it is sent again', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      expect(await completeSend(session, lease, 'unknown')).toMatchObject({
        state: 'retry',
        message: { status: 'sending' },
      })
      const [job] = await session.asPostgres(
        (sql) => sql`select run_at >= now() + interval '20 seconds' as later from app.jobs`,
      )
      expect(job).toEqual({ later: true })
      await makeDue(session)
      const claimed = only(await claimJobs(session))
      expect(claimed.send).toMatchObject({ uncertain: true, attempt: 2 })
      const again = await completeSend(session, claimed, 'not_found')
      expect(again).toMatchObject({ state: 'again', lease: { uncertain: false, attempt: 2 } })
      expect(again.lease!.lease_token).not.toBe(claimed.lease_token)
      expect(await completeSend(session, claimed, 'temporary')).toMatchObject({ state: 'lost' })
      expect(await completeSend(session, again.lease!, 'sent', { id: 'P1' })).toMatchObject({ state: 'sent' })
    }))

  it('that is permanent ends the message with its reason and closes the job', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      expect(
        await completeSend(session, lease, 'permanent', {
          code: 'number_not_on_whatsapp',
          detail: '400 exists: false',
        }),
      ).toMatchObject({
        state: 'failed',
        message: { status: 'failed', error_code: 'number_not_on_whatsapp' },
      })
      expect(only(await jobsOf(session))).toMatchObject({ dead_at: null, finished_at: expect.any(Date) })
      expect(only(await threadsOf(session)).last_message_status).toBe('failed')
    }))

  it('after the last attempt is dead and can be replayed', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      expect(await completeSend(session, lease, 'temporary', { code: 'http_503' })).toMatchObject({
        state: 'failed',
        message: { status: 'failed', error_code: 'temporary_failure_exhausted' },
      })
      expect(only(await jobsOf(session)).dead_at).not.toBeNull()
    }))

  it('reported without the lease changes nothing', () =>
    db.rolledBack(async (session) => {
      const { lease } = await begin(session)
      const stranger = { tenant_id: aurora.id, job_id: lease.job_id, lease_token: randomUUID() }
      for (const outcome of ['temporary', 'unknown', 'permanent', 'not_found'] as const) {
        expect(await completeSend(session, stranger, outcome)).toMatchObject({
          state: 'lost',
          message: { status: 'sending' },
        })
      }
      expect(await completeSend(session, lease, 'sent', { id: 'P1' })).toMatchObject({ state: 'sent' })
    }))
})

describe('races', () => {
  const many = Array.from({ length: 12 }, (_, n) => n)

  it('between the answer, the echo and the status: one message, the highest status', async () => {
    await Promise.all(
      many.map(async (n) => {
        const phone = `+55119000001${String(n).padStart(2, '0')}`
        await openConversation(db, phone)
        const { lease } = await createOutbound(db, { key: `whatsapp:${phone}`, body: `race ${n}` })
        const id = `RACE${n}`
        await Promise.all([
          retried(() => completeSend(db, lease!, 'sent', { id })),
          retried(() => ingest(db, echo(id, `race ${n}`, { address: { phone } }))),
          retried(() => ingest(db, evolutionEvent([status(id, 'delivered')], { key: `${id}:d` }))),
          retried(() => ingest(db, evolutionEvent([status(id, 'read')], { key: `${id}:r` }))),
        ])
      }),
    )
    const rows = (await outbound(db)).filter((row) => row.body?.startsWith('race'))
    expect(rows.map((row) => row.status)).toEqual(many.map(() => 'read'))
    expect(await db.asPostgres((sql) => sql`select from app.early_actions`)).toEqual([])
    expect((await jobsOf(db)).every((job) => job.finished_at !== null)).toBe(true)
    expect(await wrongSummaries(db)).toEqual([])
  })

  it('between a message of the patient and the clinic’s answer: the summary is right', async () => {
    const phone = '+5511900000299'
    await openConversation(db, phone)
    await Promise.all(
      many.flatMap((n) => [
        retried(() =>
          receive(db, {
            provider_message_id: `IN${n}`,
            address: { phone },
            occurred_at: new Date().toISOString(),
          }),
        ),
        createOutbound(db, { key: `whatsapp:${phone}`, body: `answer ${n}` }).then(async ({ lease }) => {
          for (let next = lease ?? undefined; next;) {
            const leased = next
            const id = `OUT:${leased.message_id}`
            next = (await retried(() => completeSend(db, leased, 'sent', { id }))).next
          }
        }),
      ]),
    )
    expect(only((await threadsOf(db)).filter((thread) => thread.phone === phone)).unread_count).toBe(13)
    expect(await wrongSummaries(db)).toEqual([])
  })
})
