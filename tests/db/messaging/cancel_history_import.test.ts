import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { importOf, keepPage, old, openImport } from '../support/history.ts'
import { jobsOf, messagesOf, only } from '../support/inbox.ts'
import { answer, oneId } from '../support/workspace.ts'

const db = await createDatabase()

describe('cancel_history_import', () => {
  it('ends it; what was stored stays, and no page comes after', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H2', 60)], { next: 2 })
      const { id } = (await importOf(session))!
      const cancelled = await answer(
        session,
        'cancel_history_import',
        { p_import_id: id },
        'dona@aurora.test',
      )
      expect(cancelled).toMatchObject({ state: 'cancelled', messages_stored: 1 })
      expect(
        await answer(session, 'cancel_history_import', { p_import_id: id }, 'admin@aurora.test'),
      ).toEqual(cancelled)
      expect(await keepPage(session, job, [old('H1', 61)])).toBeNull()
      expect(await messagesOf(session)).toHaveLength(1)
      const imports = (await jobsOf(session)).filter(({ kind }) => kind === 'import_history')
      expect(only(imports).finished_at).not.toBeNull()
      const [row] = await session.asPostgres((sql) => sql`select count(*)::int as n from app.history_chats`)
      expect(row).toEqual({ n: 0 })
    }))

  it('does not know an unknown one', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => answer(session, 'cancel_history_import', { p_import_id: oneId }, 'admin@aurora.test'),
        'PT404',
        'import_not_found',
      ),
    ))

  itIsForAdmins(db, (sql) => sql`select public.cancel_history_import(${aurora.id}, ${oneId})`)
})
