import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana } from '../support/events.ts'
import { expectRefusal, fingerprint, itIsForMembers } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { activateTwilio, openConversation } from '../support/outbox.ts'
import { change, key } from '../support/workspace.ts'

const db = await createDatabase()

async function target(session: Session, thread = key): Promise<Record<string, unknown> | null> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select app.show_typing(${aurora.id}, ${thread}) as target`,
  )
  return row!.target as Record<string, unknown> | null
}

const inChannel = (session: Session, patch: Record<string, string | boolean>) =>
  session.asPostgres(
    (sql) =>
      sql`update public.notification_channels set ${sql(patch)} where tenant_id = ${aurora.id} and provider = 'evolution'`,
  )

describe('show_typing', () => {
  itIsForMembers(db, (sql) => sql`select app.show_typing(${aurora.id}, ${key})`)

  it('says through which channel the person sees it, and writes nothing', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const before = await fingerprint(session)
      expect(await target(session)).toMatchObject({
        tenant_id: aurora.id,
        thread_id: only(await threadsOf(session)).id,
        provider: 'evolution',
        to: { raw: `${mariana.slice(1)}@s.whatsapp.net`, phone: mariana },
        channel: { provider: 'evolution', is_active: true },
      })
      expect(await fingerprint(session)).toBe(before)
    }))

  it('is for nobody who is blocked or wants no messages', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await change(session, 'block_conversation', { p_blocked: true })
      expect(await target(session)).toBeNull()
      await change(session, 'block_conversation', { p_blocked: false })
      expect(await target(session)).not.toBeNull()
      await change(session, 'set_conversation_opt_out', { p_opted_out: true })
      expect(await target(session)).toBeNull()
    }))

  it('asks the kind of the channel, its connection and what the clinic set', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await inChannel(session, { connection_state: 'close' })
      expect(await target(session)).toBeNull()
      await inChannel(session, { connection_state: 'open', shows_typing: false })
      expect(await target(session)).toBeNull()
      await inChannel(session, { shows_typing: true })
      expect(await target(session)).not.toBeNull()
      await activateTwilio(session)
      expect(await target(session)).toBeNull()
    }))

  it('refuses a conversation that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(() => target(session, 'whatsapp:+5511900000000'), 'PT404', 'conversation_not_found'),
    ))
})
