import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, staffOfAurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, evolutionEvent, ingest, joao, mariana, message, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { keepPage, openImport } from '../support/history.ts'
import { activateTwilio, createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

interface Line {
  thread_key: string
  waiting_since: string | null
  error_code?: string
  body?: string
  failures?: number
}

interface Today {
  waiting: { total: number; lines: Line[] }
  failed: { total: number; lines: Line[] }
  mine: { total: number; waiting: number; lines: Line[] }
  balance: { credits: number; is_low: boolean } | null
  channel: { provider: string; state: string } | null
  setup: Record<string, unknown> | null
}

const today = async (session: Session, as: Email = 'recepcao@aurora.test', tenant: string = aurora.id) => {
  const [row] = await session.asUser(as, (sql) => sql`select public.get_today(${tenant}) as today`)
  return row?.['today'] as Today
}

const keys = (lines: Line[]) => lines.map((line) => line.thread_key)
const writes = (session: Session, phone: string, id: string, minutes: number) =>
  receive(session, { provider_message_id: id, address: { phone }, occurred_at: at(minutes) })
const fails = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      update public.conversation_messages set status = 'failed', error_code = 'channel_disconnected', occurred_at = now()
      where direction = 'outbound'`,
  )

describe('who waits', () => {
  it('is told longest first, and no longer once answered', () =>
    db.rolledBack(async (session) => {
      await writes(session, joao, 'J1', 5)
      await writes(session, mariana, 'M1', 1)
      const { waiting } = await today(session)
      expect(waiting.total).toBe(2)
      expect(keys(waiting.lines)).toEqual([`whatsapp:${mariana}`, `whatsapp:${joao}`])
      expect(Date.parse(waiting.lines[0]!.waiting_since!)).toBe(Date.parse(at(1)))

      await receive(session, {
        provider_message_id: 'M2',
        from_me: true,
        address: { phone: mariana },
        occurred_at: at(6),
      })
      expect(keys((await today(session)).waiting.lines)).toEqual([`whatsapp:${joao}`])
    }))

  it('counts all and lists the first eight', () =>
    db.rolledBack(async (session) => {
      for (let n = 0; n < 10; n += 1) await writes(session, `+551198765010${n}`, `P${n}`, n)
      const { waiting } = await today(session)
      expect(waiting.total).toBe(10)
      expect(keys(waiting.lines)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `whatsapp:+551198765010${n}`))
    }))

  it('neither waits nor is anybody’s while it sleeps, and does again once woken', () =>
    db.rolledBack(async (session) => {
      await writes(session, mariana, 'M1', 1)
      const key = `whatsapp:${mariana}`
      const reception = 'recepcao@aurora.test'
      await session.asUser(reception, async (sql) => {
        await sql`select public.assign_conversation(${aurora.id}, ${key}, ${people[reception].id})`
        await sql`select public.snooze_conversation(${aurora.id}, ${key}, now() + interval '1 hour')`
      })
      expect(await today(session)).toMatchObject({
        waiting: { total: 0, lines: [] },
        mine: { total: 0, waiting: 0, lines: [] },
      })
      await session.asUser(
        reception,
        (sql) => sql`select public.snooze_conversation(${aurora.id}, ${key}, null)`,
      )
      expect(await today(session)).toMatchObject({ waiting: { total: 1 }, mine: { total: 1, waiting: 1 } })
    }))

  it('does not wait in a finished conversation, nor in another clinic', () =>
    db.rolledBack(async (session) => {
      await writes(session, mariana, 'M1', 1)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.set_conversation_status(${aurora.id}, ${`whatsapp:${mariana}`}, 'finished')`,
      )
      await ingest(session, evolutionEvent([message({ provider_message_id: 'H1' })], { clinic: 'horizonte' }))
      expect((await today(session)).waiting).toEqual({ total: 0, lines: [] })
    }))
})

describe('what did not leave', () => {
  it('is one line a conversation with its newest reason, until something leaves or it is finished', () =>
    db.rolledBack(async (session) => {
      await writes(session, mariana, 'M1', 1)
      for (const body of ['primeira', 'segunda'])
        await createOutbound(session, { key: `whatsapp:${mariana}`, body })
      await fails(session)
      const { failed } = await today(session)
      expect(failed.total).toBe(2)
      expect(failed.lines).toMatchObject([
        { thread_key: `whatsapp:${mariana}`, error_code: 'channel_disconnected', failures: 2 },
      ])

      await receive(session, {
        provider_message_id: 'M2',
        from_me: true,
        address: { phone: mariana },
        occurred_at: new Date(Date.now() + 60_000).toISOString(),
      })
      expect((await today(session)).failed).toEqual({ total: 0, lines: [] })
    }))
})

describe('what is mine', () => {
  it('is what I took, who waits first', () =>
    db.rolledBack(async (session) => {
      await writes(session, mariana, 'M1', 1)
      await writes(session, joao, 'J1', 2)
      for (const phone of [mariana, joao])
        await session.asUser(
          'recepcao@aurora.test',
          (sql) =>
            sql`select public.assign_conversation(${aurora.id}, ${`whatsapp:${phone}`}, ${people['recepcao@aurora.test'].id})`,
        )
      await receive(session, {
        provider_message_id: 'M2',
        from_me: true,
        address: { phone: mariana },
        occurred_at: at(6),
      })
      const { mine } = await today(session)
      expect(mine).toMatchObject({ total: 2, waiting: 1 })
      expect(keys(mine.lines)).toEqual([`whatsapp:${joao}`, `whatsapp:${mariana}`])
      expect((await today(session, 'terapeuta@aurora.test')).mine.total).toBe(0)
    }))
})

describe('balance and channel', () => {
  it('tells the balance where messages cost credits only', () =>
    db.rolledBack(async (session) => {
      expect(await today(session)).toMatchObject({ balance: null, channel: { provider: 'evolution' } })
      expect(await today(session, 'recepcao@horizonte.test', horizonte.id)).toMatchObject({
        balance: { credits: 1000, is_low: false },
        channel: { provider: 'twilio', state: 'open' },
      })
    }))

  it('has no channel while none is active', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`update public.notification_channels set is_active = false`)
      expect((await today(session)).channel).toBeNull()
    }))
})

describe('what is left to set up', () => {
  const none = { done: false, state: null, chats_done: 0, chats_total: null }
  const setup = async (session: Session, as: Email = 'dona@aurora.test') => (await today(session, as)).setup

  it('is told to owner and administrator until all is done, each step by a fact', () =>
    db.rolledBack(async (session) => {
      const left = {
        whatsapp: true,
        team: true,
        history: none,
        quick_reply: false,
        push: false,
        message: false,
      }
      expect(await setup(session)).toEqual(left)
      for (const email of staffOfAurora) expect(await setup(session, email)).toBeNull()
      await writes(session, mariana, 'M1', 1)
      await createOutbound(session, { key: `whatsapp:${mariana}`, body: 'Olá' })
      await session.asPostgres(
        (sql) => sql`update public.conversation_messages set status = 'sent' where direction = 'outbound'`,
      )
      expect(await setup(session)).toMatchObject({ message: true })
      const job = await openImport(session)
      expect(await setup(session)).toMatchObject({
        history: { done: false, state: 'running', chats_done: 0, chats_total: 1 },
      })
      await keepPage(session, job, [])
      expect(await setup(session)).toMatchObject({ history: { done: true, chats_done: 1 } })
      await session.asUser(
        'admin@aurora.test',
        (sql) =>
          sql`select public.save_quick_reply(${aurora.id}, gen_random_uuid(), false, 'oi', 'Bom dia', 'Oi!')`,
      )
      expect(await setup(session)).toMatchObject({ quick_reply: true, push: false })
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.subscribe_push(${aurora.id}, 'https://push.test/dona', ${'k'.repeat(87)}, ${'a'.repeat(22)})`,
      )
      expect(await setup(session)).toBeNull()
      // a device is its owner's
      expect(await setup(session, 'admin@aurora.test')).toMatchObject({ push: false, quick_reply: true })
    }))

  it('begins with everything', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id}`
        await sql`
          delete from public.tenant_members
          where tenant_id = ${aurora.id} and user_id <> ${people['dona@aurora.test'].id}`
      })
      expect(await setup(session)).toEqual({
        whatsapp: false,
        team: false,
        history: none,
        quick_reply: false,
        push: false,
        message: false,
      })
    }))

  it('has no step for what was said before where the channel has none of it', () =>
    db.rolledBack(async (session) => {
      await activateTwilio(session)
      expect(await setup(session)).toMatchObject({ history: null })
    }))

  it('is over for a clinic that has worked for a month', () =>
    db.rolledBack(async (session) => {
      await writes(session, mariana, 'M1', 1)
      await createOutbound(session, { key: `whatsapp:${mariana}`, body: 'Olá' })
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_messages set status = 'sent' where direction = 'outbound'`
        await sql`update public.tenants set created_at = now() - interval '31 days' where id = ${aurora.id}`
      })
      expect(await setup(session)).toBeNull()
    }))
})

itIsForMembers(
  db,
  (sql) => sql`select public.get_today(${aurora.id})`,
  (session) => receive(session, { provider_message_id: 'A1' }),
)
