import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, joao, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer, change, key, listed } from '../support/workspace.ts'

const db = await createDatabase()
const pin = (session: Session, pinned = true) =>
  answer<boolean>(session, 'pin_conversation', { p_thread_key: key, p_pinned: pinned })

describe('pin_conversation', () => {
  it('is one’s own, once however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao }, occurred_at: at(1) })
      expect([await pin(session), await pin(session)]).toEqual([true, true])
      expect(await listed(session, { p_filter: 'pinned' })).toEqual([key])
      expect(await listed(session, { p_filter: 'pinned' }, 'admin@aurora.test')).toEqual([])
      expect(
        await session.asUser('admin@aurora.test', (sql) => sql`select from public.conversation_pins`),
      ).toEqual([])
      expect([await pin(session, false), await pin(session, false)]).toEqual([false, false])
      expect(await listed(session, { p_filter: 'pinned' })).toEqual([])
    }))

  it('stays while it is finished or sleeps', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await pin(session)
      await change(session, 'set_conversation_status', { p_status: 'finished' })
      expect(await listed(session, { p_filter: 'pinned' })).toEqual([key])
    }))

  it('keeps twenty', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asPostgres(
        (sql) => sql`
          with added as (
            insert into public.conversation_threads (tenant_id, thread_key)
            select ${aurora.id}, 'whatsapp:+55119000000' || n from generate_series(10, 29) n returning id)
          insert into public.conversation_pins (tenant_id, user_id, thread_id)
          select ${aurora.id}, ${people['recepcao@aurora.test'].id}, id from added`,
      )
      await expectRefusal(() => pin(session), 'PT409', 'too_many_pins')
    }))

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => pin(session), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.pin_conversation(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
