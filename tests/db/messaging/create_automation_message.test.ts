import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { fingerprint } from '../support/guards.ts'
import { messagesOf, only, threadsOf } from '../support/inbox.ts'
import type { Created } from '../support/outbox.ts'
import { change } from '../support/workspace.ts'

const db = await createDatabase()

const write = async (session: Session, reason: string, clientId: string = randomUUID(), thread?: string) => {
  const { tenant_id, thread_key } = only(await threadsOf(session))
  const [row] = await session.asService(
    (sql) => sql<{ created: Created }[]>`
      select app.create_automation_message(${tenant_id}, ${thread ?? thread_key}, ${clientId}, 'Recebemos.', ${reason}) as created`,
  )
  return row!.created
}

describe('create_automation_message', () => {
  it('queues a message that nobody wrote, once for each client_id', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const clientId = randomUUID()
      const first = await write(session, 'auto_reply', clientId)
      expect(first).toMatchObject({
        duplicate: false,
        message: { origin: 'automation', sent_by: null },
        lease: { automation: true },
      })
      expect(await write(session, 'auto_reply', clientId)).toMatchObject({ duplicate: true, lease: null })
    }))

  it('acknowledges an opt-out, and says nothing else to that person', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'parar' })
      const before = await fingerprint(session)
      expect(await write(session, 'auto_reply')).toEqual({ skipped: 'opted_out' })
      expect(await fingerprint(session)).toBe(before)
      expect(await write(session, 'opt_out_ack')).toMatchObject({ duplicate: false })
      expect((await messagesOf(session)).filter((row) => row.direction === 'outbound')).toHaveLength(1)
    }))

  it('is refused for what its purpose was opted out of, and for nothing else', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asPostgres(
        (sql) =>
          sql`insert into app.automation_reasons (reason, purpose) values ('a_reminder', 'reminders'), ('an_offer', 'marketing')`,
      )
      await change(session, 'set_conversation_opt_out', { p_opted_out: true, p_purpose: 'reminders' })
      expect(await write(session, 'a_reminder')).toEqual({ skipped: 'opted_out' })
      expect(await write(session, 'an_offer')).toMatchObject({ duplicate: false })
      expect(await write(session, 'of whom nobody knows')).toMatchObject({ duplicate: false })
    }))

  it('follows a conversation into the one that it became a part of', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid: '777' }, body: 'parar' })
      await receive(session, { provider_message_id: 'A2', address: { phone: mariana } })
      const [job] = await session.asPostgres(
        (sql) =>
          sql<
            { key: string }[]
          >`select payload ->> 'thread_key' as key from app.jobs where kind = 'opt_out_ack'`,
      )
      await receive(session, { provider_message_id: 'A3', address: { lid: '777', phone: mariana } })
      expect(await write(session, 'opt_out_ack', randomUUID(), job!.key)).toMatchObject({
        message: { thread_id: only(await threadsOf(session)).id },
      })
    }))

  it.each([
    ['no_active_channel', 'is_active = false'],
    ['channel_disconnected', "connection_state = 'close'"],
  ])('is skipped with %s where a person would be refused', (code, change) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asPostgres((sql) =>
        sql.unsafe(`update public.notification_channels set ${change} where true`),
      )
      const before = await fingerprint(session)
      expect(await write(session, 'auto_reply')).toEqual({ skipped: code })
      expect(await fingerprint(session)).toBe(before)
    }),
  )

  it('is skipped for a conversation that is gone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await write(session, 'auto_reply', randomUUID(), `whatsapp:${joao}`)).toEqual({
        skipped: 'conversation_not_found',
      })
    }))
})
