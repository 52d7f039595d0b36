import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { always, setAutoreply } from '../support/autoreply.ts'
import { joao, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { jobsOf, messagesOf, only } from '../support/inbox.ts'
import { activateTwilio } from '../support/outbox.ts'
import { listed, replaceTemplates, templatesOf } from '../support/templates.ts'
import { answer, change } from '../support/workspace.ts'

const db = await createDatabase()
const now = () => new Date().toISOString()
const hears = (session: Session, id: string, options: Record<string, unknown> = {}) =>
  receive(session, { provider_message_id: id, body: 'Oi, tem horário?', occurred_at: now(), ...options })

interface Job {
  kind: string
  payload: { id: string }
}
const waiting = async (session: Session) =>
  ((await jobsOf(session)) as unknown as Job[]).filter(({ kind }) => kind === 'auto_reply')
/** Runs the jobs of automatic answers, each under an id of its own as a worker does. */
async function work(session: Session): Promise<Record<string, unknown>[]> {
  const answers: Record<string, unknown>[] = []
  for (const { payload } of await waiting(session)) {
    const [row] = await session.asService(
      (sql) => sql<{ sent: Record<string, unknown> }[]>`
        select app.send_auto_reply(${aurora.id}, ${payload.id}, md5(${payload.id})::uuid) as sent`,
    )
    answers.push(row!.sent)
  }
  return answers
}
const sent = async (session: Session) =>
  (await messagesOf(session)).filter(({ origin }) => origin === 'automation')
const log = async (session: Session) =>
  (await answer<{ log: { outcome: string; reason: string | null }[] }>(session, 'get_autoreply')).log.map(
    ({ outcome, reason }) => reason ?? outcome,
  )

describe('an automatic answer', () => {
  it('is queued with the message that asks for it, once, and only where it is on', () =>
    db.rolledBack(async (session) => {
      await hears(session, 'A1')
      expect(await waiting(session)).toEqual([])
      await setAutoreply(session)
      await hears(session, 'A2')
      await hears(session, 'A2')
      expect(await waiting(session)).toHaveLength(1)
    }))

  it('says who answers and when, once for a message', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      expect(only(await work(session))).toMatchObject({ duplicate: false })
      expect(only(await work(session))).toEqual({ skipped: 'decided' })
      expect(only(await sent(session)).body).toMatch(
        /^Olá, Mariana! A .*Aurora.* responde assim que pudermos\.$/,
      )
      expect(await log(session)).toEqual(['sent'])
    }))

  it('waits between two answers in one conversation', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await work(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set occurred_at = occurred_at - interval '10 minutes' where true`,
      )
      await hears(session, 'A2', { body: 'Alguém?' })
      await work(session)
      expect(await sent(session)).toHaveLength(1)
      expect(await log(session)).toContain('cooldown')
    }))

  it('does not talk to a machine that answers at once', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await work(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_autoreply_log set decided_at = decided_at - interval '2 hours' where true`,
      )
      await hears(session, 'A2', { body: 'Sou um assistente virtual.' })
      await work(session)
      expect(await log(session)).toContain('looks_like_a_bot')
      expect(await sent(session)).toHaveLength(1)
    }))

  it.each([
    ['open', (session: Session) => setAutoreply(session, { business_hours: always })],
    ['off', (session: Session) => setAutoreply(session, { is_on: false })],
    ['opted_out', (session: Session) => change(session, 'set_conversation_opt_out', { p_opted_out: true })],
    [
      'answered',
      (session: Session) =>
        hears(session, 'B1', {
          from_me: true,
          body: 'Oi! Tem sim.',
          occurred_at: new Date(Date.now() + 1000).toISOString(),
        }),
    ],
    [
      'too_late',
      (session: Session) =>
        session.asPostgres(
          (sql) =>
            sql`update public.conversation_messages set occurred_at = occurred_at - interval '40 minutes' where true`,
        ),
    ],
  ] as [string, (session: Session) => Promise<unknown>][])('is not given when %s', (reason, scene) =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await scene(session)
      await work(session)
      expect(await sent(session)).toEqual([])
      expect(await log(session)).toEqual([reason])
    }),
  )

  it('is no answer to a word that opts out', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1', { body: 'SAIR' })
      expect(await waiting(session)).toEqual([])
    }))

  it.each([
    ['of a group', { address: { group: '1203630@g.us', raw: '1203630@g.us' } }, 'group'],
    ['of a number of the clinic itself', { address: { phone: joao } }, 'own_number'],
  ])('is never given to a message %s', (_what, message, reason) =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await session.asPostgres(async (sql) => {
        await sql`update public.twilio_accounts set sender_phone = ${joao} where tenant_id = ${aurora.id}`
        await sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`
      })
      await hears(session, 'A1', message)
      await work(session)
      expect(await sent(session)).toEqual([])
      expect(await log(session)).toEqual([reason])
    }),
  )

  it.each([
    ['that the clinic wrote', { from_me: true }],
    ['that WhatsApp wrote', { kind: 'system' }],
  ])('is not even asked for by a message %s', (_what, message) =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1', message)
      expect(await waiting(session)).toEqual([])
    }),
  )

  it('does not talk to a machine that says the same again minutes later', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      const menu = 'Olá! Sou o assistente virtual. Digite 1 para vendas, 2 para suporte.'
      await hears(session, 'A1', { body: menu })
      await work(session)
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_messages set occurred_at = occurred_at - interval '2 hours' where true`
        await sql`update public.conversation_autoreply_log set decided_at = decided_at - interval '2 hours' where true`
      })
      await hears(session, 'A2', { body: menu })
      await work(session)
      expect(await log(session)).toContain('looks_like_a_bot')
      expect(await sent(session)).toHaveLength(1)
    }))

  it('is three a day at most in one conversation', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      for (const id of ['A1', 'A2', 'A3', 'A4']) {
        await hears(session, id, { body: `Oi ${id}` })
        await work(session)
        await session.asPostgres(async (sql) => {
          await sql`update public.conversation_messages set occurred_at = occurred_at - interval '2 hours' where true`
          await sql`update public.conversation_autoreply_log set decided_at = decided_at - interval '2 hours' where true`
        })
      }
      expect(await sent(session)).toHaveLength(3)
      expect(await log(session)).toContain('loop_guard')
    }))

  it('follows the hours of the therapists where the clinic wants that', () =>
    db.rolledBack(async (session) => {
      const state = await setAutoreply(session, { mode: 'agenda' })
      // no therapist has hours yet
      expect(state.now).toMatchObject({ replies: true })
      await session.asPostgres(
        (sql) => sql`
          insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time)
          select t.tenant_id, t.user_id, d, '00:00', '24:00' from public.therapists t,
            unnest(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']) d where t.tenant_id = ${aurora.id}`,
      )
      const [{ therapists } = { therapists: 0 }] = await session.asPostgres(
        (sql) => sql<{ therapists: number }[]>`
          select count(*)::int as therapists from public.therapists where tenant_id = ${aurora.id} and is_active`,
      )
      if (therapists > 0) {
        expect((await setAutoreply(session, { mode: 'agenda' })).now).toMatchObject({
          replies: false,
          reason: 'open',
        })
      }
    }))
})

describe('outside of the window for free text', () => {
  /** Aurora on its official number, to which nobody has written yet. */
  async function openOfficial(session: Session, variables: Record<string, string> | null) {
    await setAutoreply(session)
    await hears(session, 'A1')
    await activateTwilio(session)
    await session.asPostgres(
      (sql) =>
        sql`update public.notification_channels set connection_state = 'open' where id = ${aurora.twilio}`,
    )
    await session.asService(
      (sql) => sql`select public.add_whatsapp_credits(${aurora.id}, 5, 'autoreply-window')`,
    )
    await replaceTemplates(session, [listed(1)], { tenant: aurora.id, channel: aurora.twilio })
    const [template] = await templatesOf(session, aurora.id)
    return setAutoreply(session, { template: variables && { id: template!.id, variables } })
  }

  it('the approved template goes, filled in', () =>
    db.rolledBack(async (session) => {
      const { now } = await openOfficial(session, { 1: '{nome}', 2: '{volta}' })
      expect(now).toMatchObject({ replies: true, outside_window: 'template' })
      await work(session)
      expect(only(await sent(session)).body).toBe('Olá, Mariana! Sua consulta é em assim que pudermos.')
    }))

  it('nothing goes without one, and the page says so before', () =>
    db.rolledBack(async (session) => {
      const { now } = await openOfficial(session, null)
      expect(now).toMatchObject({ replies: true, outside_window: 'no_template' })
      await work(session)
      expect(await sent(session)).toEqual([])
      expect(await log(session)).toEqual(['outside_24h_window'])
    }))

  it.each([
    ['no_active_channel', (sql: Sql) => sql`update public.notification_channels set is_active = false`],
    [
      'channel_disconnected',
      (sql: Sql) => sql`update public.notification_channels set connection_state = 'close' where is_active`,
    ],
    ['insufficient_credits', (sql: Sql) => sql`update public.whatsapp_credits_balance set balance = 0`],
  ] as const)('the page says that nothing would leave at all: %s', (reason, scene) =>
    db.rolledBack(async (session) => {
      await openOfficial(session, null)
      await session.asPostgres((sql) => scene(sql as unknown as Sql))
      expect((await setAutoreply(session)).now).toMatchObject({ replies: false, reason })
    }),
  )

  it('a template of nobody, or with a variable that is none, is not kept', () =>
    db.rolledBack(async (session) => {
      await openOfficial(session, null)
      const [template] = await templatesOf(session, aurora.id)
      await expectError(
        setAutoreply(session, { template: { id: randomUUID(), variables: {} } }),
        'PT404',
        'template_not_found',
      )
      await expectError(
        setAutoreply(session, { template: { id: template!.id, variables: { 1: '{cpf}' } } }),
        'PT400',
        'unknown_variable',
      )
    }))
})

describe('workers that take a job at once', () => {
  it('give one answer', async () => {
    await setAutoreply(db)
    await hears(db, 'A-RACE', { address: { phone: '+5511987650077' } })
    const [job] = await waiting(db)
    const send = () =>
      db.asService(
        (sql) =>
          sql`select app.send_auto_reply(${aurora.id}, ${job!.payload.id}, md5(${job!.payload.id})::uuid)`,
      )
    await Promise.all([send(), send(), send()])
    expect(await sent(db)).toHaveLength(1)
    await setAutoreply(db, { is_on: false })
  })
})
