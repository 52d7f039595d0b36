import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_conversation_columns', () => {
  it('gives the product’s four to a clinic that changed nothing', () =>
    db.rolledBack(async (session) => {
      expect(await call(session, 'list_conversation_columns')).toEqual([
        { key: 'new', name: null, position: 1 },
        { key: 'in_progress', name: null, position: 2 },
        { key: 'waiting_contact', name: null, position: 3 },
        { key: 'finished', name: null, position: 4 },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_conversation_columns(${aurora.id})`)
})
