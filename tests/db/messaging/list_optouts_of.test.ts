import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'
import { call, change, key } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_optouts_of', () => {
  it('tells what one person does not want', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect(await call(session, 'list_optouts_of', { p_thread_key: key })).toEqual([])
      await change(session, 'set_conversation_opt_out', { p_opted_out: true, p_purpose: 'reminders' })
      expect(await call(session, 'list_optouts_of', { p_thread_key: key })).toMatchObject([
        { purpose: 'reminders', keyword: null, reason: null },
      ])
      expect(await call(session, 'list_optouts_of', { p_thread_key: 'whatsapp:+0' })).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_optouts_of(${aurora.id}, ${key})`)
})
