import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { documentId, documentOf, indexed, itIsForEditors, search } from '../support/knowledge.ts'

const db = await createDatabase()

const remove = (session: Session, isDeleted = true, id = documentId) =>
  ask(session, 'delete_ai_document', { id, is_deleted: isDeleted }, 'dona@aurora.test')

describe('delete_ai_document', () => {
  it('answers nothing from it any more, and again once it is brought back', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await remove(session)
      await remove(session)
      expect(await search(session, 'rua das flores')).toEqual([])
      await remove(session, false)
      expect(await search(session, 'rua das flores')).toHaveLength(1)
    }))

  it('forgets it after a week, unless it was brought back', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await remove(session)
      const forget = () =>
        session.asService(async (sql) => {
          const [row] = await sql<
            { gone: boolean }[]
          >`select app.forget_document(${aurora.id}, ${documentId}) as gone`
          return row!.gone
        })
      expect(await forget()).toBe(false)
      await session.asPostgres(
        (sql) =>
          sql`update public.ai_documents set deleted_at = now() - interval '7 days' where id = ${documentId}`,
      )
      expect(await forget()).toBe(true)
      expect(await documentOf(session)).toBeUndefined()
    }))

  it('knows no document that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(() => remove(session, true, randomUUID()), 'PT404', 'ai_document_not_found'),
    ))

  itIsForEditors(db, (sql) => sql`select public.delete_ai_document(${aurora.id}, ${documentId})`)
})
