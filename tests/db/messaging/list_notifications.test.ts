import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import {
  notificationBroadcasts,
  notificationsOf,
  pushJobs,
  saveSettings,
  subscribe,
  unreadOf,
} from '../support/notifications.ts'

const db = await createDatabase()
const reception = 'recepcao@aurora.test'
const therapist = 'terapeuta@aurora.test'
const key = `whatsapp:${mariana}`

const assign = (session: Session, as: Email, to: Email) =>
  session.asUser(as, (sql) => sql`select public.assign_conversation(${aurora.id}, ${key}, ${people[to].id})`)

describe('list_notifications', () => {
  it('tells every active member of a message, once a conversation while it is unread', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'Oi' })
      await receive(session, { provider_message_id: 'A2', body: 'Tem horário?' })
      await receive(session, { provider_message_id: 'B1', body: 'Olá', address: { phone: joao } })
      const told = await notificationsOf(session, reception)
      expect(told).toMatchObject([
        { kind: 'message', preview: 'Olá', message_count: 1, read_at: null },
        { kind: 'message', thread_key: key, preview: 'Tem horário?', message_count: 2, read_at: null },
      ])
      expect(await unreadOf(session, therapist)).toBe(2)
      const recipients = (await notificationBroadcasts(session)).at(-1)?.user_ids
      expect(recipients).toContain(people[reception].id)
      expect(recipients).not.toContain(people['desligado@aurora.test'].id)
    }))

  it('tells of what the clinic itself wrote, or of system lines, to nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: true, body: 'Bom dia' })
      await receive(session, { provider_message_id: 'A2', kind: 'system', body: null })
      expect(await notificationsOf(session, reception)).toEqual([])
    }))

  it.each([
    ['all', 2],
    ['unassigned', 1],
    ['mine', 0],
    ['mentions', 0],
  ])('keeps the rule %s', (rule, count) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await assign(session, therapist, therapist)
      await session.asPostgres((sql) => sql`delete from public.notifications`)
      await saveSettings(session, reception, { rule })
      await receive(session, { provider_message_id: 'A2' })
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      expect(await unreadOf(session, reception)).toBe(count)
      expect(await unreadOf(session, therapist)).toBe(2)
    }),
  )

  it('tells somebody that a conversation is theirs, and nothing to who took it', () =>
    db.rolledBack(async (session) => {
      await saveSettings(session, reception, { rule: 'mentions' })
      await saveSettings(session, therapist, { rule: 'mentions' })
      await receive(session, { provider_message_id: 'A1' })
      await assign(session, reception, therapist)
      expect(await notificationsOf(session, therapist)).toMatchObject([{ kind: 'assigned' }])
      await assign(session, reception, reception)
      expect(await notificationsOf(session, reception)).toEqual([])
    }))

  it('tells who is mentioned in a note, and nothing to who wrote it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asPostgres((sql) => sql`delete from public.notifications`)
      const mentions = [people[reception].id, people[therapist].id]
      await session.asUser(
        reception,
        (sql) =>
          sql`select public.add_conversation_note(${aurora.id}, ${key}, gen_random_uuid(), 'Veja isto', ${mentions}::uuid[])`,
      )
      expect(await notificationsOf(session, therapist)).toMatchObject([
        { kind: 'mention', preview: 'Veja isto' },
      ])
      expect(await notificationsOf(session, reception)).toEqual([])
    }))

  it('tells nobody of what a blocked person writes', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asUser(
        therapist,
        (sql) => sql`select public.block_conversation(${aurora.id}, ${key}, true)`,
      )
      await receive(session, { provider_message_id: 'A2' })
      expect(await unreadOf(session, reception)).toBe(0)
      expect(await notificationsOf(session, reception)).toMatchObject([{ message_count: 1 }])
    }))

  it('tells whom a message is told that a conversation woke, by time alone, until it is read', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'Me liga amanhã' })
      await saveSettings(session, therapist, { rule: 'mine' })
      const read = () =>
        session.asUser(
          reception,
          (sql) => sql`select public.mark_conversation_read(${aurora.id}, ${key}, null)`,
        )
      await read()
      const snooze = (until: string | null) =>
        session.asUser(
          reception,
          (sql) => sql`select public.snooze_conversation(${aurora.id}, ${key}, now() + ${until}::interval)`,
        )
      await snooze('1 hour')
      await snooze(null)
      expect(await unreadOf(session, reception)).toBe(0)
      await snooze('1 hour')
      await session.asPostgres(async (sql) => {
        await sql`update public.conversation_threads set snoozed_until = now() where snoozed_until is not null`
        await sql`select app.wake_conversation(tenant_id, id) from public.conversation_threads`
      })
      expect((await notificationsOf(session, reception))[0]).toMatchObject({
        kind: 'woke',
        preview: 'Me liga amanhã',
        read_at: null,
      })
      expect(await unreadOf(session, therapist)).toBe(0)
      await read()
      expect(await unreadOf(session, reception)).toBe(0)
    }))

  it('closes a message for all once the clinic has read it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asUser(
        therapist,
        (sql) => sql`select public.mark_conversation_read(${aurora.id}, ${key}, null)`,
      )
      expect(await unreadOf(session, reception)).toBe(0)
      expect((await broadcastsOf(session)).map(({ event }) => event)).toContain('notifications_read')
    }))

  it('gives the page after a row', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      const [first, second] = await notificationsOf(session, reception)
      const page = await session.asUser(
        reception,
        (sql) =>
          sql`select * from public.list_notifications(${aurora.id}, (select noticed_at from public.notifications where id = ${first!.id}), ${first!.id}, 1)`,
      )
      expect(page.map(({ id }) => id as string)).toEqual([second!.id])
    }))

  it('writes one push a device, and none for who is muted or wants silence now', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception, 'https://push.test/1')
      await subscribe(session, therapist, 'https://push.test/2')
      await subscribe(session, 'admin@aurora.test', 'https://push.test/3')
      await saveSettings(session, therapist, { muted: true })
      const [hours] = await session.asPostgres(
        (sql) => sql<{ from: string; until: string }[]>`
          select to_char(now() at time zone t.time_zone - interval '1 hour', 'HH24:MI') as from,
            to_char(now() at time zone t.time_zone + interval '1 hour', 'HH24:MI') as until
          from public.tenants t where t.id = ${aurora.id}`,
      )
      await saveSettings(session, 'admin@aurora.test', hours)
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2' })
      expect(await pushJobs(session)).toHaveLength(1)
      expect(await unreadOf(session, therapist)).toBe(1)
      await saveSettings(session, 'admin@aurora.test', { from: hours!.until, until: hours!.from })
      await receive(session, { provider_message_id: 'A3' })
      expect(await pushJobs(session)).toHaveLength(2)
    }))

  it('pushes some seconds later, so that whoever reads it meanwhile is not told twice', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await receive(session, { provider_message_id: 'A1' })
      const [job] = await pushJobs(session)
      expect(Number(job?.['run_at']) - Number(job?.['created_at'])).toBe(3_000)
    }))

  it('has the worker called for what is pushed, where the operator has named its address', () =>
    db.rolledBack(async (session) => {
      const calls = () =>
        session.asPostgres(
          (sql) => sql`
            select url, headers ->> 'apikey' as apikey, convert_from(body, 'UTF8')::jsonb as body from net.http_request_queue`,
        )
      await subscribe(session, reception)
      await receive(session, { provider_message_id: 'A1' })
      expect(await calls()).toEqual([])
      await session.asPostgres(
        (sql) =>
          sql`select vault.create_secret('https://ref.test', 'project_url'), vault.create_secret('sb_secret_x', 'cron_key')`,
      )
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      const call = {
        url: 'https://ref.test/functions/v1/notification-webhook',
        apikey: 'sb_secret_x',
        body: { type: 'INSERT', schema: 'public', table: 'notifications', record: { tenant_id: aurora.id } },
      }
      expect(await calls()).toEqual([call])
      // told again while the push waits: nothing new is pushed
      await receive(session, { provider_message_id: 'B2', address: { phone: joao } })
      expect(await calls()).toEqual([call])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_notifications(${aurora.id})`)
})
