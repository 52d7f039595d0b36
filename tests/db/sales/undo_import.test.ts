import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { attempt, finishedImport, holdImport, importId, importOf, queuedImport } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

const undo = (session: Session, args: Record<string, unknown> = {}) =>
  ask(session, 'undo_import', { id: importId, ...args })
const step = async (session: Session, lease = attempt) => {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { over: boolean | null }[]
      >`select app.undo_import_rows(${aurora.id}, ${importId}, ${lease}, 1) as over`,
  )
  return row!.over
}

describe('undo_import', () => {
  it('takes back part after part what was made', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      await undo(session)
      await undo(session)
      await holdImport(session, 'undo_import')
      expect([await step(session), await step(session), await step(session)]).toEqual([false, false, true])
      expect(await step(session)).toBeNull()
      expect(await importOf(session)).toMatchObject({ state: 'undone', undone: 2, kept: 0 })
      const left = await session.asPostgres((sql) => sql`select 1 from public.patients`)
      expect(left).toHaveLength(0)
    }))

  it('does nothing for a worker that lost its lease', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      await undo(session)
      expect(await step(session)).toBeNull()
    }))

  it('is over after seven days', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      const after = new Date(Date.now() + 7.01 * 86_400_000).toISOString()
      await expectRefusal(() => undo(session, { now: after }), 'PT410', 'import_undo_over')
    }))

  it('waits for one that is running', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await expectRefusal(() => undo(session), 'PT409', 'import_not_over')
    }))

  it('knows none of another clinic', () =>
    db.rolledBack((session) => expectRefusal(() => undo(session), 'PT404', 'import_not_found')))

  itIsForSellers(db, (sql) => sql`select public.undo_import(${aurora.id}, ${importId})`, finishedImport)
})
