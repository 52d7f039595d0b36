import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  beginAttempt,
  cancelled,
  finishedImport,
  importId,
  importOf,
  piece,
  queuedImport,
  takeRows,
} from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('cancel_import', () => {
  it('ends it, and leaves what is written for the undo', () =>
    db.rolledBack(async (session) => {
      await queuedImport(session)
      await beginAttempt(session)
      await takeRows(session, piece(['Ana Prado'], 0, 2))
      await cancelled(session)
      expect(await importOf(session)).toMatchObject({ state: 'cancelled', created: 1 })
      expect(await beginAttempt(session)).toBeNull()
    }))

  it('leaves one that is over as it is', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      await cancelled(session)
      expect(await importOf(session)).toMatchObject({ state: 'ready' })
    }))

  it('knows none of another clinic', () =>
    db.rolledBack((session) => expectRefusal(() => cancelled(session), 'PT404', 'import_not_found')))

  itIsForSellers(db, (sql) => sql`select public.cancel_import(${aurora.id}, ${importId})`, queuedImport)
})
