import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer, key, later, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

const schedule = (session: Session, id: string, minutes: number, threadKey = key) =>
  answer(session, 'schedule_message', {
    p_thread_key: threadKey,
    p_id: id,
    p_body: 'Oi',
    p_send_at: later(minutes),
  })
const list = async (session: Session, args: object = {}) =>
  (await answer<{ id: string }[]>(session, 'list_scheduled_messages', { ...args })).map(({ id }) => id)

describe('list_scheduled_messages', () => {
  it('gives those of a conversation with what became of them, and of the clinic those to come', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'B1', address: { phone: joao } })
      const third = '00000000-0000-4000-8000-00000000ee03'
      await schedule(session, oneId, 60)
      await schedule(session, otherId, 90)
      await schedule(session, third, 30, `whatsapp:${joao}`)
      await answer(session, 'cancel_scheduled_message', { p_id: otherId })
      expect(await list(session, { p_thread_key: key })).toEqual([otherId, oneId])
      expect(await list(session)).toEqual([third, oneId])
      expect(await list(session, { p_limit: 1 })).toEqual([third])
      const { scheduled } = await answer<{ scheduled: { id: string; status: string }[] }>(
        session,
        'list_changes',
        {
          p_since: new Date().toISOString(),
        },
      )
      expect(scheduled[0]).toMatchObject({ id: otherId, status: 'cancelled' })
    }))

  itIsForMembers(db, (sql) => sql`select public.list_scheduled_messages(${aurora.id})`)
})
