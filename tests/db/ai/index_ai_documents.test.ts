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
  end,
  holdDocument,
  indexed,
  itIsForEditors,
  saveDocument,
  search,
  take,
} from '../support/knowledge.ts'

const db = await createDatabase()

describe('index_ai_documents', () => {
  it('has one indexed again, or all of them', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      expect(await ask(session, 'index_ai_documents', { id: documentId }, 'dona@aurora.test')).toBe(1)
      expect(await documentOf(session)).toMatchObject({ state: 'waiting', version: 3, live_version: 2 })
      expect(await ask(session, 'index_ai_documents', {}, 'dona@aurora.test')).toBe(2)
    }))

  it('goes on behind the last piece after a crash, and puts all new chunks in place at once', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await saveDocument(session, { body: 'Novo' })
      const first = await holdDocument(session)
      expect(await begin(session, first)).toMatchObject({ done: 0 })
      expect(await take(session, first, ['Alameda dos Ipês', 'Praça Central'])).toBe(true)
      expect(await take(session, first, ['Alameda dos Ipês', 'Praça Central'])).toBe(true)
      const second = await holdDocument(session)
      expect(await begin(session, second)).toMatchObject({ done: 2 })
      expect(await take(session, first, ['Zumbi'], 2)).toBe(false)
      expect(await end(session, first)).toBe(false)
      expect(await search(session, 'ipês')).toMatchObject([{ text: 'Ficamos na Rua das Flores, 10.' }])
      expect(await take(session, second, ['Beco'], 2)).toBe(true)
      expect(await end(session, second)).toBe(true)
      expect((await search(session, 'ipês'))[0]).toMatchObject({ text: 'Alameda dos Ipês' })
      expect(await search(session, 'flores')).toHaveLength(3)
    }))

  it('indexes all anew with another model', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await session.asService((sql) => sql`select app.reindex_knowledge(${aurora.id}, 'other-model')`)
      const held = await holdDocument(session)
      expect(await begin(session, held)).toMatchObject({ model: 'other-model' })
    }))

  it('knows no document that is not there', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => ask(session, 'index_ai_documents', { id: randomUUID() }, 'dona@aurora.test'),
        'PT404',
        'ai_document_not_found',
      ),
    ))

  itIsForEditors(db, (sql) => sql`select public.index_ai_documents(${aurora.id})`)
})
