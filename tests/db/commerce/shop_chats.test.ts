import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { begin, finish, switchOn, turns } from '../support/assistant.ts'
import { openAgenda, patients } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { completeSend, createOutbound } from '../support/outbox.ts'
import { savePatient } from '../support/patients.ts'
import { beginChat, newSecret, openChat, threadOfChat, visitor, writeChat } from '../support/shop-chats.ts'
import { newToken } from '../support/shop-orders.ts'
import { openShop, saveShop, seller } from '../support/shop.ts'

const db = await createDatabase()
const phone = '+5511977771234'

const open = (session: Session) => openShop(session, { has_chat: true })
const said = async (session: Session, secret: string | null) => {
  const seen = await openChat(session, secret)
  return seen.state === 'open'
    ? (seen.chat?.messages.map(({ by, body }) => `${by}: ${body}`) ?? null)
    : seen.state
}
/** Somebody of the clinic answers. */
async function answer(session: Session, thread_key: string, body = 'Temos, sim.') {
  const created = await createOutbound(session, { key: thread_key, body })
  return completeSend(session, created.lease!, 'sent', { id: `page:${created.message.id}` })
}
const ana = (session: Session, number = phone) =>
  savePatient(session, {
    id: patients.ana,
    version: 1,
    patient: { full_name: 'Ana Prado' },
    phones: [{ phone: number, type_key: 'mobile', is_primary: true }],
  })

describe('the chat of a shop', () => {
  it('comes into the inbox as a conversation of its own, which is answered on the page', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { secret, thread_key, ...thread } = await beginChat(session)
      expect(thread).toMatchObject({ unread_count: 1, contact_name: 'Camila Duarte', phone: null })
      expect(thread_key).toMatch(/^shop_chat:user:/)
      expect(await said(session, secret)).toEqual(['visitor: Oi! Vocês têm o óleo em 30 ml?'])
      await answer(session, thread_key)
      await writeChat(session, { text: 'Obrigada!' }, { secret })
      expect(await said(session, secret)).toEqual([
        'visitor: Oi! Vocês têm o óleo em 30 ml?',
        'clinic: Temos, sim.',
        'visitor: Obrigada!',
      ])
      const [counted] = await session.asPostgres(
        (sql) => sql`select (select count(*)::int from app.shop_chats) as chats,
          (select count(*)::int from public.contact_phones where phone = ${phone}) as phones,
          (select c.origin from public.contacts c join app.shop_chats s on s.contact_id = c.id) as origin`,
      )
      expect(counted).toEqual({ chats: 1, phones: 1, origin: 'shop' })
    }))

  it('counts an answer as read when the page shows it, and costs no credits', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { secret, thread_key, id } = await beginChat(session)
      await answer(session, thread_key)
      await openChat(session, secret)
      const [message] = await session.asPostgres(
        (sql) => sql`
          select m.status, app.message_price(m) as credits from public.conversation_messages m where m.thread_id = ${id} and m.direction = 'outbound'`,
      )
      expect(message).toEqual({ status: 'read', credits: 0 })
    }))

  it('sent twice is one message, the first one too', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const [secret, form] = [newSecret(), newToken()]
      const first = { fresh: secret, form }
      expect(await writeChat(session, visitor(), first)).toMatchObject({ state: 'written', is_new: true })
      expect(await writeChat(session, visitor(), first)).toEqual({ state: 'written', is_new: true })
      expect(await writeChat(session, visitor(), { ...first, secret })).toEqual({
        state: 'written',
        is_new: false,
      })
      const again = { secret, form: newToken() }
      await writeChat(session, { text: 'E em 10 ml?' }, again)
      await writeChat(session, { text: 'E em 10 ml?' }, again)
      expect(await said(session, secret)).toHaveLength(2)
      expect((await threadOfChat(session, secret)).unread_count).toBe(2)
    }))

  it('shows nobody what others wrote: a wrong secret is answered as none, and so is one of another clinic', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { secret } = await beginChat(session)
      const none = await openChat(session, null)
      expect(none).toMatchObject({ state: 'open', chat: null })
      expect(await openChat(session, newSecret())).toEqual(none)
      await session.asUser('dona@horizonte.test', async (sql) => {
        await sql`select public.set_module(${horizonte.id}, 'products', true)`
        await sql`select public.set_module(${horizonte.id}, 'shop', true)`
        await sql`select public.save_shop_settings(${horizonte.id}, ${sql.json({ ...seller, slug: 'horizonte', has_chat: true })})`
      })
      expect(await openChat(session, secret, { slug: 'horizonte' })).toMatchObject({
        state: 'open',
        chat: null,
      })
      // the same phone in another browser is another chat
      const other = await beginChat(session, { text: 'Sou eu de novo' })
      expect(await said(session, other.secret)).toEqual(['visitor: Sou eu de novo'])
      expect(await said(session, secret)).toHaveLength(1)
    }))

  it('opens nothing of whom the phone belongs to', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ana(session)
      await session.asPostgres(
        (sql) => sql`select app.resolve_thread(${aurora.id}, ${sql.json({ phone })}, 'Ana Prado', 'person')`,
      )
      await open(session)
      const { secret, id } = await beginChat(session, { full_name: 'Ana Prado' })
      expect(await said(session, secret)).toHaveLength(1)
      const [found] = await session.asPostgres(
        (sql) => sql`
          select array(select app.patients_of_thread(${aurora.id}, ${id})) as patients,
            app.thread_of_phone(${aurora.id}, ${phone}) = ${id} as is_of_phone,
            (select c.patient_id from public.contacts c join app.shop_chats s on s.contact_id = c.id) as contact`,
      )
      expect(found).toEqual({ patients: [], is_of_phone: false, contact: patients.ana })
    }))

  it('is no way to reach somebody, even where it was linked to a patient by hand', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ana(session)
      await open(session)
      const { id } = await beginChat(session, { full_name: 'Ana Prado' })
      await session.asPostgres(
        (sql) =>
          sql`insert into public.patient_conversations (tenant_id, thread_id, patient_id) values (${aurora.id}, ${id}, ${patients.ana})`,
      )
      const [reached] = await session.asPostgres(
        (sql) => sql`
          select array(select app.threads_of_patient(${aurora.id}, ${patients.ana})) as shown,
            (select thread_key from app.person_to_tell(${aurora.id}, ${patients.ana})) as person,
            app.thread_to_tell(${aurora.id}, ${patients.ana}) as told`,
      )
      expect(reached).toEqual({
        shown: expect.arrayContaining([id]),
        person: null,
        told: `whatsapp:${phone}`,
      })
      const obstacles = await session.asPostgres(async (sql) => {
        await sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id} and family = 'whatsapp'`
        return sql`select app.channel_obstacle(${aurora.id}) as code`
      })
      expect(obstacles).toEqual([{ code: 'no_active_channel' }])
    }))

  it('carries what goes out by itself for a day after the visitor wrote, and what a person writes for a month', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { id } = await beginChat(session)
      const ask = (hours: number, byItself: boolean) =>
        session.asPostgres(async (sql) => {
          await sql`update public.conversation_messages set occurred_at = now() - make_interval(hours => ${hours}) where thread_id = ${id}`
          try {
            return await sql.savepoint(async (inner) => {
              await inner`select app.require_sendable_channel(t, false, ${byItself}) from public.conversation_threads t where t.id = ${id}`
              return 'sendable'
            })
          } catch (error) {
            return (error as Error).message
          }
        })
      expect(await ask(23, true)).toBe('sendable')
      expect(await ask(25, true)).toBe('outside_24h_window')
      expect(await ask(25, false)).toBe('sendable')
      expect(await ask(721, false)).toBe('outside_24h_window')
    }))

  it('is kept from a machine when the visitor asks so, and wakes nobody once it is blocked', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const { secret, id } = await beginChat(session)
      await writeChat(session, { text: 'sair' }, { secret })
      const [thread] = await session.asPostgres(
        (sql) => sql`select opted_out from public.conversation_threads where id = ${id}`,
      )
      expect(thread).toEqual({ opted_out: true })
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_threads set blocked_at = now(), unread_count = 0 where id = ${id}`,
      )
      expect(await writeChat(session, { text: 'Alô?' }, { secret })).toMatchObject({ state: 'written' })
      expect(await threadOfChat(session, secret)).toMatchObject({ unread_count: 0 })
      expect((await said(session, secret))?.at(-1)).toBe('visitor: Alô?')
    }))

  it('is answered by the assistant, which says what it is and knows no patient by the phone', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ana(session)
      await open(session)
      await switchOn(session)
      const { secret, id } = await beginChat(session, { full_name: 'Ana Prado' })
      expect(await turns(session)).toMatchObject([{ state: 'waiting' }])
      const turn = await begin(session)
      expect(turn.payload).toMatchObject({
        turn: { thread_id: id },
        person: { is_patient: false, phone: null },
      })
      const done = (await finish(session, turn, { outcome: 'answer', text: 'Temos em 10 e 30 ml.' })) as {
        send: { lease: never }
      }
      await completeSend(session, done.send.lease, 'sent', { id: 'page:1' })
      expect((await said(session, secret))?.at(-1)).toMatch(
        /^machine: [\s\S]*assistente virtual[\s\S]*Temos em 10 e 30 ml\.$/,
      )
    }))

  it.each([
    ['a closed shop', { is_open: false }],
    ['a shop without the chat', { has_chat: false }],
  ])('is not there in %s', (_, settings) =>
    db.rolledBack(async (session) => {
      await open(session)
      const { secret } = await beginChat(session)
      await saveShop(session, { ...seller, has_chat: true, ...settings })
      expect(await openChat(session, secret)).toEqual({ state: 'unknown' })
      expect(await writeChat(session, { text: 'Oi?' }, { secret })).toEqual({ state: 'unknown' })
      const channels = await session.asPostgres(
        (sql) =>
          sql`select is_active from public.notification_channels where tenant_id = ${aurora.id} and provider = 'shop_chat'`,
      )
      expect(channels).toEqual([{ is_active: false }])
      await saveShop(session, { ...seller, has_chat: true })
      expect(await said(session, secret)).toHaveLength(1)
    }),
  )

  it('is not there without the module, and off until somebody switches it on', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      expect(await openChat(session, null)).toEqual({ state: 'unknown' })
      await open(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_module(${aurora.id}, 'shop', false)`,
      )
      expect(await openChat(session, null)).toEqual({ state: 'unknown' })
      expect(await writeChat(session, visitor())).toEqual({ state: 'unknown' })
    }))

  it('asks for a name, a phone, a message and the tick, and once', () =>
    db.rolledBack(async (session) => {
      await open(session)
      expect(await writeChat(session, {})).toEqual({
        state: 'invalid',
        problems: { text: 'required', full_name: 'required', phone: 'required', accepted: 'required' },
      })
      expect(await writeChat(session, visitor({ phone: '12', text: 'x'.repeat(2001) }))).toEqual({
        state: 'invalid',
        problems: { text: 'too_long', phone: 'invalid' },
      })
      const { secret } = await beginChat(session)
      expect(await writeChat(session, { text: ' ' }, { secret })).toEqual({
        state: 'invalid',
        problems: { text: 'required' },
      })
    }))

  it('counts what comes from one address, for one phone and in one chat', () =>
    db.rolledBack(async (session) => {
      await open(session)
      const states = async (n: number, write: (n: number) => Promise<{ state: string }>) => {
        const all: string[] = []
        for (let place = 0; place < n; place++) all.push((await write(place)).state)
        return all
      }
      const phones = await states(7, (n) => writeChat(session, visitor(), { ip: `phone-${n}` }))
      expect(phones.indexOf('limited')).toBe(6)
      const chats = await states(11, (n) =>
        writeChat(session, visitor({ phone: `(11) 97777-20${10 + n}` }), { ip: 'one' }),
      )
      expect(chats.indexOf('limited')).toBe(10)
      const secret = newSecret()
      await writeChat(session, visitor({ phone: '(21) 97777-1234' }), { fresh: secret, ip: randomUUID() })
      const messages = await states(31, (n) => writeChat(session, { text: `${n}` }, { secret, ip: `m-${n}` }))
      expect(messages.indexOf('limited')).toBe(30)
    }))
})
