import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, receive } from '../support/events.ts'
import { retried } from '../support/retried.ts'
import {
  advance,
  free,
  later,
  offered,
  openWaitingList,
  sessionOf,
  slots,
  wait,
} from '../support/waiting-list.ts'

const db = await createDatabase()
const caio = '+5511987650003'

/** A time that Ana gave up is offered to Bia, and with `two` to Caio at once. */
async function offer(session: Session, two = false): Promise<string> {
  await openWaitingList(session, { is_on: true, offers_at_once: two ? 2 : 1 })
  await wait(session, 'bia')
  await wait(session, 'caio')
  const { id } = await free(session)
  await advance(session, id!)
  return id!
}

/** What somebody writes, as a webhook stores it; answers the jobs of it. */
async function write(
  session: Session,
  body: string,
  { phone = joao as string, kind = 'text', content = {} } = {},
) {
  const before = await session.asPostgres((sql) => sql<{ id: string }[]>`select id::text from app.jobs`)
  await receive(session, {
    provider_message_id: randomUUID(),
    address: { phone },
    body,
    kind,
    content,
    occurred_at: new Date().toISOString(),
  })
  return session.asPostgres(
    (sql) => sql<{ id: string; kind: string; payload: { id: string; message_id: string; yes: boolean } }[]>`
      select id::text, kind, payload from app.jobs
      where kind in ('waiting_answer', 'auto_reply', 'reminder_answer') and id::text <> all (${before.map(({ id }) => id)})`,
  )
}

async function apply(
  session: Session,
  payload: { id: string; message_id: string; yes: boolean },
  now = later(10),
  ack: string = randomUUID(),
) {
  const [row] = await session.asService(
    (sql) => sql<{ said: { message?: { body: string }; skipped?: string } }[]>`
      select app.apply_waiting_answer(${aurora.id}, ${payload.id}, ${payload.message_id}, ${payload.yes}, ${ack}, ${now}) as said`,
  )
  return row!.said.skipped ?? row!.said.message!.body
}

describe('an offer that is answered in words', () => {
  it.each([
    'sim',
    'Quero!',
    '1',
    'Sim, quero',
    'eu quero sim',
    'pode marcar',
    'aceito',
    'Fico com ele, obrigada!',
    '👍',
    'ok',
    'pode ser',
  ])('%s takes it', (body) =>
    db.rolledBack(async (session) => {
      await offer(session)
      const [job] = await write(session, body)
      expect(job).toMatchObject({ kind: 'waiting_answer', payload: { yes: true } })
    }),
  )

  it.each([
    'não',
    '2',
    'Não, obrigada',
    'infelizmente não posso',
    'fica pra próxima',
    'não consigo hoje',
    'Não quero',
    '👎',
  ])('%s gives it up', (body) =>
    db.rolledBack(async (session) => {
      await offer(session)
      const [job] = await write(session, body)
      expect(job).toMatchObject({ kind: 'waiting_answer', payload: { yes: false } })
    }),
  )

  it.each([
    'Com quem é?',
    'tem outro horário?',
    'obrigada',
    'cancelar',
    '12',
    '1 ou 2',
    'sim, mas não sei',
    'não sei',
    'quero remarcar',
    'Quero saber o valor',
  ])('%s is read by people', (body) =>
    db.rolledBack(async (session) => {
      await offer(session)
      expect(await write(session, body)).toEqual([])
    }),
  )

  it('takes buttons by their ids', () =>
    db.rolledBack(async (session) => {
      await offer(session)
      const [job] = await write(session, 'Esse é meu!', { kind: 'button', content: { id: 'waiting_yes' } })
      expect(job).toMatchObject({ payload: { yes: true } })
    }))

  it('books the session, says so once, and sends no second notice', () =>
    db.rolledBack(async (session) => {
      await offer(session)
      const [job] = await write(session, 'sim')
      const ack = randomUUID()
      expect(await apply(session, job!.payload, later(10), ack)).toBe(
        'Combinado! O horário é seu: *terça, 8/1/2030, às 15h, com Helena Terapeuta*.',
      )
      expect(await apply(session, job!.payload, later(11), ack)).toBe('answered_already')
      const [{ offers } = { offers: [] }] = await slots(session)
      expect(offers[0]).toMatchObject({ state: 'accepted' })
      expect(await sessionOf(session, offers[0]!.session_id!)).toMatchObject({
        patients: [{ name: 'Bia Reis' }],
      })
      const wishes = await session.asPostgres(
        (sql) => sql`select from app.session_notice_wishes where session_id = ${offers[0]!.session_id!}`,
      )
      expect(wishes).toHaveLength(0)
      // what they write from here on is a conversation
      expect(await write(session, 'sim')).toEqual([])
    }))

  it('goes on to the next after a no', () =>
    db.rolledBack(async (session) => {
      const slot = await offer(session)
      const [job] = await write(session, 'não posso')
      expect(await apply(session, job!.payload)).toMatch(/^Tudo bem, obrigado por avisar!/)
      await advance(session, slot, later(11))
      expect(await offered(session)).toEqual(['Bia Reis refused', 'Caio Souza open'])
    }))

  it('tells a late yes politely that the time is gone, or the deadline over, once', () =>
    db.rolledBack(async (session) => {
      await offer(session, true)
      const [first] = await write(session, 'quero')
      const [second] = await write(session, 'sim', { phone: caio })
      await apply(session, first!.payload)
      expect(await apply(session, second!.payload, later(11))).toMatch(
        /^Que pena: o horário de terça, 8\/1\/2030, às 15h, com Helena Terapeuta acabou de ser preenchido\./,
      )
      expect(await write(session, 'sim', { phone: caio })).toEqual([])
    }))

  it('hears a yes after the deadline', () =>
    db.rolledBack(async (session) => {
      const slot = await offer(session)
      await advance(session, slot, later(60))
      const [job] = await write(session, 'sim')
      expect(await apply(session, job!.payload, later(61))).toMatch(/^Que pena: o prazo para responder/)
    }))

  it('counts when the message came, however late the worker is', () =>
    db.rolledBack(async (session) => {
      await offer(session)
      const [job] = await write(session, 'sim')
      await session.asPostgres(
        (sql) =>
          sql`update public.waiting_list_offers set expires_at = now() + interval '1 second' where state = 'open'`,
      )
      const [row] = await session.asService(
        (sql) => sql<{ said: { message?: { body: string } } }[]>`
          select app.apply_waiting_answer(${aurora.id}, ${job!.payload.id}, ${job!.payload.message_id}, true, ${randomUUID()}) as said`,
      )
      expect(row!.said.message!.body).toMatch(/^Combinado!/)
    }))

  it('is of whoever was asked, and of the question that came last', () =>
    db.rolledBack(async (session) => {
      await offer(session)
      expect(await write(session, 'sim', { phone: caio })).toEqual([])
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_session_reminders_logs (tenant_id, session_id, patient_id, window_minutes, starts_at, due_at,
            useless_at, state, retry_at, sent_at, thread_id, message_id)
          select s.tenant_id, s.id, p.patient_id, 120, s.starts_at, now(), now(), 'sent', now(), now(), m.thread_id, m.id
          from public.sessions s join public.session_patients p on p.tenant_id = s.tenant_id and p.session_id = s.id
          cross join (
            select m.thread_id, gen_random_uuid() as id from public.conversation_messages m where m.origin = 'automation' limit 1) m`,
      )
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_messages (tenant_id, id, thread_id, channel_id, provider, client_id, direction, origin, kind, body, status, occurred_at)
          select m.tenant_id, l.message_id, m.thread_id, m.channel_id, m.provider, gen_random_uuid(), 'outbound', 'automation', 'text', 'Lembrete', 'sent', m.occurred_at + interval '1 minute'
          from public.conversation_session_reminders_logs l
          join public.conversation_messages m on m.tenant_id = l.tenant_id and m.thread_id = l.thread_id and m.origin = 'automation'`,
      )
      expect((await write(session, 'sim')).map(({ kind }) => kind)).not.toContain('waiting_answer')
    }))
})

it('gives a time to one of two who write yes at once', async () => {
  await offer(db, true)
  const jobs = [...(await write(db, 'sim')), ...(await write(db, 'quero', { phone: caio }))]
  expect(jobs).toHaveLength(2)
  const said = await Promise.all(jobs.map(({ payload }) => retried(() => apply(db, payload))))
  expect(said.map((body) => body.split(' ')[0]).sort()).toEqual(['Combinado!', 'Que'])
  const booked = await db.asPostgres(
    (sql) => sql`select id from public.sessions where blocks_time and starts_at = '2030-01-08T18:00:00Z'`,
  )
  expect(booked).toHaveLength(1)
})
