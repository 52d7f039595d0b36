import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, strangersToAurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, mariana, receive, twilioEvent, ingest, message } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { broadcastsOf, jobsOf, messagesOf, only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import { activateTwilio, completeSend, createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

/** What a refusal must leave as it was. */
const state = async (session: Session) => [
  await messagesOf(session),
  await threadsOf(session),
  await jobsOf(session),
]

async function refuses(session: Session, call: () => Promise<unknown>, sqlstate: string, code?: string) {
  const before = await state(session)
  await expectError(call(), sqlstate, code)
  expect(await state(session)).toEqual(before)
}

describe('create_outbound_message', () => {
  it('lets a colleague answer somebody who opted out of what is sent by itself', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'parar' })
      expect(await createOutbound(session)).toMatchObject({ duplicate: false })
    }))

  it('writes message, job and summary together and gives the caller the lease', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { message: row, duplicate, lease } = await createOutbound(session, { body: '  Bom dia!\n' })
      expect(duplicate).toBe(false)
      expect(row).toMatchObject({
        direction: 'outbound',
        origin: 'app',
        status: 'sending',
        body: 'Bom dia!',
        sent_by: people['recepcao@aurora.test'].id,
        channel_id: aurora.evolution,
      })
      expect(lease).toMatchObject({
        attempt: 1,
        uncertain: false,
        provider: 'evolution',
        to: { raw: `${mariana.slice(1)}@s.whatsapp.net`, phone: mariana },
        channel: { external_id: 'aurora', credentials: { v: 1 } },
      })
      expect(only(await jobsOf(session))).toMatchObject({ kind: 'send_message', attempts: 1 })
      expect(only(await threadsOf(session))).toMatchObject({
        last_message_direction: 'outbound',
        last_message_status: 'sending',
        last_message_preview: 'Bom dia!',
        unread_count: 1,
      })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        event: 'message',
        payload: { message: { id: row.id } },
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('answers a repeated call with the same message and no second lease', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId })
      const again = await createOutbound(session, { clientId, body: 'something else' })
      expect(again).toMatchObject({
        duplicate: true,
        lease: null,
        message: { id: first.message.id, body: 'Bom dia!' },
      })
      expect(await jobsOf(session)).toHaveLength(1)
    }))

  it('sends a failed message again under the same id', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId })
      await completeSend(session, first.lease!, 'permanent', { code: 'number_not_on_whatsapp' })
      const again = await createOutbound(session, { clientId })
      expect(again).toMatchObject({
        duplicate: false,
        message: { id: first.message.id, status: 'sending', error_code: null },
      })
      expect(again.lease).toMatchObject({ attempt: 1, uncertain: false })
    }))

  it.each([
    ['nothing', ''],
    ['more than WhatsApp takes', 'x'.repeat(5_000)],
    ['other words', 'Boa tarde!'],
  ])('sends a failed message again as it was, though %s came with it', (_what, body) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId })
      await completeSend(session, first.lease!, 'permanent', { code: 'number_not_on_whatsapp' })
      const again = await createOutbound(session, { clientId, body, replyTo: randomUUID() })
      expect(again.lease).toMatchObject({ body: 'Bom dia!' })
    }),
  )

  it('looks before it sends a message again that may have arrived', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId })
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      expect(await completeSend(session, first.lease!, 'unknown')).toMatchObject({
        state: 'failed',
        message: { status: 'failed', error_code: 'delivery_unknown' },
      })
      expect((await createOutbound(session, { clientId })).lease).toMatchObject({ uncertain: true })
    }))

  it('looks for it where it was sent, when the clinic has another channel now, and sends it there only then', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = randomUUID()
      const first = await createOutbound(session, { clientId })
      await session.asPostgres((sql) => sql`update app.jobs set attempts = app.max_attempts(kind) where true`)
      await completeSend(session, first.lease!, 'unknown')
      await activateTwilio(session)
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: new Date().toISOString() })], {
          clinic: 'aurora',
        }),
      )

      const look = await createOutbound(session, { clientId })
      expect(look.message).toMatchObject({ channel_id: aurora.evolution, provider: 'evolution' })
      expect(look.lease).toMatchObject({ uncertain: true, provider: 'evolution' })
      expect(await completeSend(session, look.lease!, 'not_found')).toMatchObject({
        state: 'failed',
        message: { status: 'failed', error_code: 'channel_changed' },
      })

      const sent = await createOutbound(session, { clientId })
      expect(sent.message).toMatchObject({ id: first.message.id, provider: 'twilio' })
      expect(sent.lease).toMatchObject({ uncertain: false, provider: 'twilio' })
    }))

  it('quotes a message of the same conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'Qual o valor?', occurred_at: at(1) })
      const quoted = only(await messagesOf(session))
      const { message: row, lease } = await createOutbound(session, { replyTo: quoted.id })
      expect(row).toMatchObject({ reply_to_id: quoted.id, reply_to_provider_id: 'A1' })
      expect(lease).toMatchObject({
        reply_to_provider_id: 'A1',
        reply_to: { body: 'Qual o valor?', from_me: false },
      })
    }))

  it('goes out through the active channel, in Twilio within 24 hours of the patient’s last message', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: new Date().toISOString() })]),
      )
      const { lease } = await createOutbound(session, { as: 'recepcao@horizonte.test', tenant: horizonte.id })
      expect(lease).toMatchObject({ provider: 'twilio', channel: { account_sid: `AC${'b'.repeat(32)}` } })
    }))
})

describe('create_outbound_message refuses', () => {
  it.each(strangersToAurora)('%s', (email) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await refuses(session, () => createOutbound(session, { as: email }), 'PT403', 'not_a_member')
    }),
  )

  it('a caller without a session', () =>
    db.rolledBack((session) =>
      expectError(
        session.asAnon(
          (sql) => sql`select app.create_outbound_message(${aurora.id}, ${key}, ${randomUUID()}, 'x')`,
        ),
        '42501',
      ),
    ))

  it('a conversation of another clinic', () =>
    db.rolledBack(async (session) => {
      await ingest(session, twilioEvent([message({ provider_message_id: 'SM1' })]))
      await refuses(session, () => createOutbound(session), 'PT404', 'conversation_not_found')
    }))

  it.each([
    ['nothing', '', 'empty_body'],
    ['white space', ' \n\t ', 'empty_body'],
    ['4,097 characters', 'x'.repeat(4097), 'body_too_long'],
  ])('%s', (_what, body, code) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await refuses(session, () => createOutbound(session, { body }), 'PT400', code)
    }),
  )

  it('a call without client_id', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const call = () =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql`select app.create_outbound_message(${aurora.id}, ${key}, null, 'x')`,
        )
      await refuses(session, call, 'PT400', 'missing_client_id')
    }))

  it('without an active channel', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set is_active = false where true`,
      )
      await refuses(session, () => createOutbound(session), 'PT409', 'no_active_channel')
    }))

  it('while the channel is disconnected', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set connection_state = 'close' where true`,
      )
      await refuses(session, () => createOutbound(session), 'PT409', 'channel_disconnected')
    }))

  it('free text in Twilio a day after the patient’s last message, and says until when it was possible', () =>
    db.rolledBack(async (session) => {
      const last = new Date(Date.now() - 25 * 3_600_000)
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: last.toISOString() })]),
      )
      const call = createOutbound(session, { as: 'recepcao@horizonte.test', tenant: horizonte.id })
      const error = await call.catch((caught: { code: string; message: string; detail: string }) => caught)
      expect(error).toMatchObject({ code: 'PT409', message: 'outside_24h_window' })
      expect(new Date((error as { detail: string }).detail)).toEqual(
        new Date(last.getTime() + 24 * 3_600_000),
      )
    }))

  it('free text in Twilio to somebody who wrote to another number of the clinic', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: new Date().toISOString() })
      await session.asPostgres(async (sql) => {
        await sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id}`
        await sql`
          update public.notification_channels set is_active = true
          where tenant_id = ${aurora.id} and provider = 'twilio'`
      })
      await refuses(session, () => createOutbound(session), 'PT409', 'outside_24h_window')
    }))

  it('1,601 characters in Twilio, which takes 1,600', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: new Date().toISOString() })]),
      )
      const who = { as: 'recepcao@horizonte.test', tenant: horizonte.id } as const
      await refuses(
        session,
        () => createOutbound(session, { ...who, body: 'x'.repeat(1601) }),
        'PT400',
        'body_too_long',
      )
      expect(await createOutbound(session, { ...who, body: 'x'.repeat(1600) })).toMatchObject({
        duplicate: false,
      })
    }))

  it('to quote a message of another conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: '+5511900000009' } })
      const other = only(await messagesOf(session))
      await openConversation(session)
      await refuses(
        session,
        () => createOutbound(session, { replyTo: other.id }),
        'PT404',
        'quoted_message_not_found',
      )
    }))
})

describe('races', () => {
  it('of one client_id, 16 times at once: one message, one job, one lease', async () => {
    await openConversation(db, '+5511900000020')
    const clientId = randomUUID()
    const all = await Promise.all(
      Array.from({ length: 16 }, () => createOutbound(db, { clientId, key: 'whatsapp:+5511900000020' })),
    )
    expect(all.filter((one) => one.lease !== null)).toHaveLength(1)
    expect(all.filter((one) => one.duplicate)).toHaveLength(15)
    expect(new Set(all.map((one) => one.message.id)).size).toBe(1)
    expect(await jobsOf(db)).toHaveLength(1)
  })

  it('of 12 people writing to one patient: twelve messages in one order, summary right', async () => {
    const phone = '+5511900000021'
    await openConversation(db, phone)
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => createOutbound(db, { key: `whatsapp:${phone}`, body: `n${n}` })),
    )
    const thread = only((await threadsOf(db)).filter((row) => row.phone === phone))
    const times = (await messagesOf(db)).filter(
      (row) => row.thread_id === thread.id && row.direction === 'outbound',
    )
    expect(times).toHaveLength(12)
    expect(await wrongSummaries(db)).toEqual([])
  })
})
