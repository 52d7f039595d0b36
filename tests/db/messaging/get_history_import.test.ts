import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { keepPage, old, openImport, startImport } from '../support/history.ts'
import { activateTwilio } from '../support/outbox.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('get_history_import', () => {
  it('tells how far back the channel reads, and how far the newest import is', () =>
    db.rolledBack(async (session) => {
      const look = () => answer(session, 'get_history_import', {}, 'dona@aurora.test')
      expect(await look()).toEqual({ days: 30, import: null })
      const job = await openImport(session, ['a@s.whatsapp.net', 'b@s.whatsapp.net'])
      await keepPage(session, job, [old('H1', 60)])
      expect(await look()).toMatchObject({
        import: { state: 'running', chats_total: 2, chats_done: 1, messages_stored: 1 },
      })
      expect((await startImport(session)).id).toBeTruthy()
    }))

  it('knows of none where the channel has no history', () =>
    db.rolledBack(async (session) => {
      await activateTwilio(session)
      expect(await answer(session, 'get_history_import', {}, 'dona@aurora.test')).toEqual({
        days: null,
        import: null,
      })
    }))

  itIsForAdmins(db, (sql) => sql`select public.get_history_import(${aurora.id})`)
})
