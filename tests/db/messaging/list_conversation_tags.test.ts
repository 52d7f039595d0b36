import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { call, change } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_conversation_tags', () => {
  it('begins with five, in their order, and says how many conversations have each', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const tags = await call<{ id: string }>(session, 'list_conversation_tags')
      await change(session, 'tag_conversation', { p_tag_id: tags[1]!.id })
      const listed = await call<Record<string, unknown>>(session, 'list_conversation_tags')
      expect(listed.map(({ system_key, conversations }) => [system_key, Number(conversations)])).toEqual([
        ['urgent', 0],
        ['new_patient', 1],
        ['scheduling', 0],
        ['payment', 0],
        ['return', 0],
      ])
    }))

  it('gives a clinic that begins its five', () =>
    db.rolledBack(async (session) => {
      const [row] = await session.asUser(
        'fora@exemplo.test',
        (sql) => sql`select (public.create_tenant('Clínica Nova')).id`,
      )
      expect(
        await session.asUser(
          'fora@exemplo.test',
          (sql) => sql`select id from public.list_conversation_tags(${row!.id as string})`,
        ),
      ).toHaveLength(5)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_tags(${aurora.id})`)
})
