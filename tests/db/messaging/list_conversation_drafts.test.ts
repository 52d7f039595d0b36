import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { joao, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { draftsOf, key, saveDraft } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_conversation_drafts', () => {
  it('gives one’s own, the latest first', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao } })
      const first = await saveDraft(session, 'Bom dia')
      const second = await saveDraft(session, 'Oi', { threadKey: `whatsapp:${joao}` })
      await saveDraft(session, 'Outra pessoa', {}, 'admin@aurora.test')
      expect(await draftsOf(session)).toEqual([second, first])
    }))

  it('has none of a conversation that is gone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await saveDraft(session, 'Bom dia')
      await session.asPostgres((sql) => sql`delete from public.conversation_threads`)
      expect(await draftsOf(session)).toEqual([])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.list_conversation_drafts(${aurora.id})`,
    async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.save_conversation_draft(${aurora.id}, ${key}, 'Oi')`,
      )
    },
  )
})
