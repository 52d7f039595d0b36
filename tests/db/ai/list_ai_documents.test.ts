import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { documentId, indexed, itNeedsTheModule, type Document } from '../support/knowledge.ts'

const db = await createDatabase()

describe('list_ai_documents', () => {
  it('shows everybody of the clinic how far each is', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      const documents = await ask<Document[]>(session, 'list_ai_documents', {}, 'terapeuta@aurora.test')
      expect(documents.find(({ id }) => id === documentId)).toMatchObject({
        state: 'ready',
        done: 1,
        total: 1,
        is_live: true,
      })
    }))

  const call = (sql: Parameters<Parameters<typeof itNeedsTheModule>[1]>[0]) =>
    sql`select public.list_ai_documents(${aurora.id})`
  itIsForMembers(db, call)
  itNeedsTheModule(db, call)
})
