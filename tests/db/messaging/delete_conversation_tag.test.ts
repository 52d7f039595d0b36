import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, joao, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, threadsOf } from '../support/inbox.ts'
import { answer, change, oneId } from '../support/workspace.ts'

const db = await createDatabase()

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await receive(session, { provider_message_id: 'A2', address: { phone: joao }, occurred_at: at(1) })
  await answer(session, 'save_conversation_tag', { p_id: oneId, p_name: 'Convênio', p_color: 'teal' })
  await change(session, 'tag_conversation', { p_tag_id: oneId })
  await change(session, 'tag_conversation', { p_tag_id: oneId, p_thread_key: `whatsapp:${joao}` })
}
const remove = (session: Session, id = oneId) =>
  answer<number>(session, 'delete_conversation_tag', { p_id: id }, 'supervisor@aurora.test')

describe('delete_conversation_tag', () => {
  it('takes it off every conversation, tells the screens, and is no error twice', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      expect(await remove(session)).toBe(2)
      expect((await threadsOf(session)).map((thread) => thread.tag_ids)).toEqual([[], []])
      expect((await broadcastsOf(session)).at(-1)).toEqual({
        event: 'conversation_tag_deleted',
        payload: { id: oneId },
      })
      expect(await remove(session)).toBe(0)
    }))

  it('leaves those that every clinic has', () =>
    db.rolledBack(async (session) => {
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select id from public.conversation_tags where tenant_id = ${aurora.id} and system_key = 'urgent'`,
      )
      await expectRefusal(() => remove(session, row!.id as string), 'PT409', 'system_tag')
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (as) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(
        () => answer(session, 'delete_conversation_tag', { p_id: oneId }, as),
        'PT403',
        'forbidden',
      )
    }),
  )

  itIsForMembers(db, (sql) => sql`select public.delete_conversation_tag(${aurora.id}, ${oneId})`, scene)
})
