import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, joao, mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, jobsOf, messagesOf, only, threadsOf } from '../support/inbox.ts'
import { activateTwilio } from '../support/outbox.ts'
import { listed, replaceTemplates, templatesOf } from '../support/templates.ts'
import { answer, change, key, later, lines, oneId } from '../support/workspace.ts'

const db = await createDatabase()

interface Scheduled {
  id: string
  status: string
  reason: string | null
  message_id: string | null
  body: string
}
const schedule = (session: Session, args: Record<string, unknown> = {}) =>
  answer<Scheduled>(session, 'schedule_message', {
    p_thread_key: key,
    p_id: oneId,
    p_body: 'Até amanhã!',
    p_send_at: later(60),
    ...args,
  })
const scheduled = async (session: Session) =>
  only(await answer<Scheduled[]>(session, 'list_scheduled_messages', { p_thread_key: key }))

/** The worker, at its moment. */
const send = async (session: Session) => {
  await session.asPostgres(
    (sql) => sql`update public.scheduled_messages set send_at = now() where status = 'scheduled'`,
  )
  const [row] = await session.asService(
    (sql) => sql`select app.send_scheduled_message(${aurora.id}, ${oneId}) as sent`,
  )
  return row!.sent as { skipped?: string; duplicate?: boolean; lease?: object | null }
}
const begin = (session: Session) =>
  receive(session, { provider_message_id: 'A1', occurred_at: new Date().toISOString() })

describe('schedule_message', () => {
  it('keeps it for its moment, once however often it is asked for, and the list of conversations knows', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      const until = later(60)
      const kept = await schedule(session, { p_send_at: until })
      expect(kept).toMatchObject({ id: oneId, status: 'scheduled', body: 'Até amanhã!', thread_key: key })
      expect(await schedule(session, { p_body: 'Outra' })).toEqual(kept)
      expect(only(await threadsOf(session)).next_scheduled_at).toEqual(new Date(until))
      expect(only(await jobsOf(session))).toMatchObject({ kind: 'send_scheduled', run_at: new Date(until) })
      expect((await broadcastsOf(session)).map(({ event }) => event).slice(-2)).toEqual([
        'scheduled_message',
        'thread',
      ])
      expect(await messagesOf(session)).toHaveLength(1)
    }))

  it('sends it at its moment in the name of whoever wrote it, once', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      expect((await send(session)).lease).toBeTruthy()
      const message = (await messagesOf(session)).at(-1)!
      expect(message).toMatchObject({
        body: 'Até amanhã!',
        origin: 'app',
        sent_by: people['recepcao@aurora.test'].id,
        status: 'sending',
      })
      expect(await scheduled(session)).toMatchObject({ status: 'sent', message_id: message.id })
      expect(await send(session)).toEqual({ skipped: 'sent' })
      expect(await messagesOf(session)).toHaveLength(2)
      expect(only(await threadsOf(session))).toMatchObject({
        next_scheduled_at: null,
        board_column: 'waiting_contact',
      })
    }))

  it('does nothing before its moment', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      const [row] = await session.asService(
        (sql) => sql`select app.send_scheduled_message(${aurora.id}, ${oneId}) as sent`,
      )
      expect(row?.sent).toEqual({ skipped: 'scheduled' })
      expect(await scheduled(session)).toMatchObject({ status: 'scheduled' })
    }))

  it('is cancelled when the person writes first, and says so in the thread', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      await receive(session, { provider_message_id: 'A2', occurred_at: later(1) })
      expect(await scheduled(session)).toMatchObject({ status: 'cancelled', reason: 'person_wrote' })
      expect(only(await threadsOf(session)).next_scheduled_at).toBeNull()
      expect((await lines(session)).at(-1)).toMatchObject({
        kind: 'schedule_cancelled',
        actor_id: null,
        until: expect.any(String),
      })
      expect(await send(session)).toEqual({ skipped: 'cancelled' })
    }))

  it('stays where that is switched off, and through messages of the past, of the clinic and of a blocked person', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      await receive(session, { provider_message_id: 'OLD', occurred_at: '2020-01-01T09:00:00Z' })
      await receive(session, { provider_message_id: 'P1', from_me: true, occurred_at: later(1) })
      expect(await scheduled(session)).toMatchObject({ status: 'scheduled' })
      await answer(session, 'edit_scheduled_message', {
        p_id: oneId,
        p_body: 'Até!',
        p_send_at: later(60),
        p_cancel_on_inbound: false,
      })
      await receive(session, { provider_message_id: 'A2', occurred_at: later(2) })
      expect(await scheduled(session)).toMatchObject({ status: 'scheduled' })
    }))

  it.each([
    ['opted_out', (session: Session) => change(session, 'set_conversation_opt_out', { p_opted_out: true })],
    ['conversation_blocked', (session: Session) => change(session, 'block_conversation')],
    [
      'no_active_channel',
      (session: Session) =>
        session.asPostgres((sql) => sql`update public.notification_channels set is_active = false`),
    ],
    ['outside_24h_window', activateTwilio],
  ] as const)('fails with %s when that is so at its moment', (code, happen) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await schedule(session)
      await happen(session)
      expect(await send(session)).toEqual({ skipped: code })
      expect(await scheduled(session)).toMatchObject({ status: 'failed', reason: code })
      expect(await messagesOf(session)).toHaveLength(1)
      expect(only(await threadsOf(session)).next_scheduled_at).toBeNull()
    }),
  )

  it('fails without credits', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`update public.notification_channels set is_active = (provider = 'twilio') where tenant_id = ${aurora.id} and provider = 'evolution'`
        await sql`update public.notification_channels set is_active = true where tenant_id = ${aurora.id} and provider = 'twilio'`
      })
      await session.asPostgres(
        (sql) => sql`
          select app.apply_messages(array[row(${aurora.id}::uuid, ${aurora.twilio}::uuid, 'twilio', jsonb_build_object(
            'type', 'message', 'provider_message_id', 'SM1', 'from_me', false, 'sent_via_api', false,
            'address', jsonb_build_object('phone', ${mariana}::text, 'raw', 'whatsapp:' || ${mariana}::text),
            'kind', 'text', 'body', 'Oi', 'content', '{}'::jsonb, 'occurred_at', now(), 'status', 'received'))::app.incoming_action])`,
      )
      await schedule(session)
      await session.asService(
        (sql) => sql`select public.deduct_whatsapp_credits(${aurora.id}, 1000, 'all-of-it')`,
      )
      expect(await send(session)).toEqual({ skipped: 'insufficient_credits' })
      expect(await scheduled(session)).toMatchObject({ status: 'failed', reason: 'insufficient_credits' })
    }))

  describe('of a template', () => {
    /** The official number is on, and whatever the person wrote is long ago. */
    const template = async (session: Session, more = {}) => {
      await receive(session, { provider_message_id: 'A1' })
      await activateTwilio(session)
      await replaceTemplates(session, [listed(1, more)], { tenant: aurora.id, channel: aurora.twilio })
      return only(await templatesOf(session, aurora.id)).id
    }
    const filled = (id: string, variables = { 1: 'Bia', 2: '10/12' }) => ({
      p_body: '',
      p_template: { id, variables },
    })

    it('shows how it will read, and leaves outside of the window', () =>
      db.rolledBack(async (session) => {
        const id = await template(session)
        expect(await schedule(session, filled(id))).toMatchObject({
          body: '',
          preview: 'Olá, Bia! Sua consulta é em 10/12.',
        })
        expect((await send(session)).lease).toBeTruthy()
        expect((await messagesOf(session)).at(-1)).toMatchObject({
          body: 'Olá, Bia! Sua consulta é em 10/12.',
          provider: 'twilio',
        })
        expect(await scheduled(session)).toMatchObject({ status: 'sent' })
      }))

    it('takes other words by hand, also instead of a text', () =>
      db.rolledBack(async (session) => {
        const id = await template(session)
        await schedule(session)
        const edited = await answer(session, 'edit_scheduled_message', {
          p_id: oneId,
          p_send_at: later(90),
          ...filled(id, { 1: 'Ana', 2: '11/12' }),
        })
        expect(edited).toMatchObject({ body: '', preview: 'Olá, Ana! Sua consulta é em 11/12.' })
        const kept = { p_id: oneId, p_body: '', p_send_at: later(120) }
        expect(await answer(session, 'edit_scheduled_message', kept)).toMatchObject({
          preview: 'Olá, Ana! Sua consulta é em 11/12.',
        })
      }))

    it.each([
      ['that is not approved', { status: 'paused' }, {}, 'PT409', 'template_not_approved'],
      ['with a gap', {}, { 1: 'Bia' }, 'PT400', 'template_variables_invalid'],
    ] as const)('is refused %s', (_, more, variables, status, code) =>
      db.rolledBack(async (session) => {
        const id = await template(session, more)
        const asked =
          Object.keys(variables).length > 0 ? { p_body: '', p_template: { id, variables } } : filled(id)
        await expectRefusal(() => schedule(session, asked), status, code)
      }),
    )

    it('is refused when there is none of that id', () =>
      db.rolledBack(async (session) => {
        await begin(session)
        await expectRefusal(() => schedule(session, filled('nonsense')), 'PT404', 'template_not_found')
      }))

    it('says at its moment that it was withdrawn', () =>
      db.rolledBack(async (session) => {
        const id = await template(session)
        await schedule(session, filled(id))
        await replaceTemplates(session, [listed(1, { status: 'paused' })], {
          tenant: aurora.id,
          channel: aurora.twilio,
        })
        expect(await send(session)).toEqual({ skipped: 'template_not_approved' })
        expect(await scheduled(session)).toMatchObject({ status: 'failed', reason: 'template_not_approved' })
      }))
  })

  it('is given up with a reason when nobody works on it any more', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      await session.asService((sql) => sql`select app.give_up_scheduled(j) from app.jobs j`)
      expect(await scheduled(session)).toMatchObject({ status: 'failed', reason: 'service_unavailable' })
    }))

  it('follows a conversation that becomes part of another', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' } })
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana }, occurred_at: at(1) })
      await schedule(session, { p_thread_key: 'whatsapp:lid:777', p_cancel_on_inbound: false })
      await receive(session, {
        provider_message_id: 'A3',
        address: { lid: '777', phone: mariana },
        occurred_at: at(2),
      })
      expect(await scheduled(session)).toMatchObject({ status: 'scheduled' })
      expect(only(await threadsOf(session)).next_scheduled_at).not.toBeNull()
    }))

  it.each([
    ['nothing', { p_body: ' ' }, 'PT400', 'empty_body'],
    ['4,097 characters', { p_body: 'x'.repeat(4097) }, 'PT400', 'body_too_long'],
    ['a text with a template', { p_template: { id: oneId, variables: {} } }, 'PT400', 'body_with_template'],
    ['the past', { p_send_at: later(-60) }, 'PT400', 'invalid_moment'],
    ['two years', { p_send_at: later(2 * 365 * 24 * 60) }, 'PT400', 'invalid_moment'],
    ['no moment', { p_send_at: null }, 'PT400', 'invalid_moment'],
    ['no id', { p_id: null }, 'PT400', 'missing_client_id'],
    ['an unknown conversation', { p_thread_key: `whatsapp:${joao}` }, 'PT404', 'conversation_not_found'],
  ])('refuses %s', (_, args, status, code) =>
    db.rolledBack(async (session) => {
      await begin(session)
      await expectRefusal(() => schedule(session, args), status, code)
    }),
  )

  it('refuses somebody who opted out, a twenty-first, and an id of another conversation', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      await schedule(session)
      await expectRefusal(
        () => schedule(session, { p_thread_key: `whatsapp:${joao}` }),
        'PT409',
        'client_id_in_use',
      )
      await session.asPostgres(
        (sql) => sql`
          insert into public.scheduled_messages (tenant_id, id, thread_id, body, send_at)
          select tenant_id, gen_random_uuid(), thread_id, body, send_at from public.scheduled_messages, generate_series(1, 19)`,
      )
      const another = '00000000-0000-4000-8000-00000000ee09'
      await expectRefusal(() => schedule(session, { p_id: another }), 'PT409', 'too_many_scheduled')
      await change(session, 'set_conversation_opt_out', { p_opted_out: true })
      await expectRefusal(() => schedule(session, { p_id: another }), 'PT409', 'opted_out')
    }))

  it('is out of reach of another clinic', () =>
    db.rolledBack(async (session) => {
      await begin(session)
      await schedule(session)
      const rows = await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select public.list_scheduled_messages(${horizonte.id}) as list`,
      )
      expect(rows).toEqual([{ list: [] }])
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.schedule_message(${aurora.id}, ${key}, ${oneId}, 'Oi', now() + interval '1 hour')`,
    begin,
  )
})
