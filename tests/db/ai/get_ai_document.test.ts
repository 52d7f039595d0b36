import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { documentId, indexed, itNeedsTheModule } from '../support/knowledge.ts'

const db = await createDatabase()

describe('get_ai_document', () => {
  it('shows the text and the chunks as they are searched', () =>
    db.rolledBack(async (session) => {
      await indexed(session, documentId, ['Um parágrafo.', 'Outro parágrafo.'])
      const document = await ask<{ body: string; chunks: { text: string }[] }>(
        session,
        'get_ai_document',
        { id: documentId },
        'terapeuta@aurora.test',
      )
      expect(document.body).toBe('Um parágrafo.\n\nOutro parágrafo.')
      expect(document.chunks.map(({ text }) => text)).toEqual(['Um parágrafo.', 'Outro parágrafo.'])
    }))

  it('knows no document that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => ask(session, 'get_ai_document', { id: randomUUID() }),
        'PT404',
        'ai_document_not_found',
      ),
    ))

  const call = (sql: Parameters<Parameters<typeof itNeedsTheModule>[1]>[0]) =>
    sql`select public.get_ai_document(${aurora.id}, ${documentId})`
  itIsForMembers(db, call)
  itNeedsTheModule(db, call)
})
