import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { call, change } from '../support/workspace.ts'

const db = await createDatabase()
interface Row {
  contact_name: string
  purpose: string
  keyword: string | null
  reason: string | null
  noted_by: string | null
}
const list = async (session: Session, args: Record<string, unknown> = {}) =>
  (await call<Row>(session, 'list_optouts', args)).map(({ purpose, keyword, reason, noted_by }) => [
    purpose,
    keyword,
    reason,
    noted_by,
  ])

describe('list_optouts', () => {
  it('tells who opted out of what, how, and who noted it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'oi', occurred_at: at(0) })
      await change(session, 'set_conversation_opt_out', {
        p_opted_out: true,
        p_purpose: 'marketing',
        p_reason: 'Disse no balcão',
      })
      await receive(session, { provider_message_id: 'A2', body: 'PARAR', occurred_at: at(1) })
      expect(await list(session)).toEqual([
        ['all', 'parar', null, null],
        ['marketing', null, 'Disse no balcão', expect.any(String)],
      ])
      expect(await list(session, { p_purpose: 'marketing' })).toHaveLength(1)
      expect(await list(session, { p_limit: 1, p_offset: 1 })).toHaveLength(1)
      expect(await list(session, { p_search: 'MARÍANA' })).toHaveLength(2)
      expect(await list(session, { p_search: '%' })).toHaveLength(2)
      expect(await list(session, { p_search: 'ninguém' })).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_optouts(${aurora.id})`)
})
