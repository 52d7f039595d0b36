import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  begin,
  documentId,
  documentOf,
  holdDocument,
  indexed,
  itIsForEditors,
  saveDocument,
  search,
  take,
} from '../support/knowledge.ts'

const db = await createDatabase()

describe('cancel_ai_indexing', () => {
  it('writes nothing more, and what was searched still is', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await saveDocument(session, { body: 'Novo' })
      const held = await holdDocument(session)
      await begin(session, held)
      await take(session, held, ['Um'])
      expect(await ask(session, 'cancel_ai_indexing', { id: documentId }, 'dona@aurora.test')).toMatchObject({
        state: 'cancelled',
      })
      expect(await take(session, held, ['Dois'], 1)).toBe(false)
      expect(await begin(session, held)).toBeNull()
      expect(await search(session, 'flores')).toHaveLength(1)
    }))

  it('leaves one that is over as it is', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await ask(session, 'cancel_ai_indexing', { id: documentId }, 'dona@aurora.test')
      expect(await documentOf(session)).toMatchObject({ state: 'ready' })
    }))

  it('knows no document that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => ask(session, 'cancel_ai_indexing', { id: randomUUID() }, 'dona@aurora.test'),
        'PT404',
        'ai_document_not_found',
      ),
    ))

  itIsForEditors(db, (sql) => sql`select public.cancel_ai_indexing(${aurora.id}, ${documentId})`)
})
