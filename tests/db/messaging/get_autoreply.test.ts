import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('get_autoreply', () => {
  it('is off, with texts to begin with, before anybody set anything', () =>
    db.rolledBack(async (session) => {
      expect(await answer(session, 'get_autoreply')).toMatchObject({
        settings: { is_on: false, mode: 'business_hours', closed_text: expect.stringContaining('{clinica}') },
        now: { replies: false, reason: 'off' },
        log: [],
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_autoreply(${aurora.id})`)
})
