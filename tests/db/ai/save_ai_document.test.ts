import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  documentId,
  documentOf,
  indexed,
  itIsForEditors,
  saveDocument,
  search,
  type Document,
} from '../support/knowledge.ts'

const db = await createDatabase()

describe('save_ai_document', () => {
  it('has it indexed, and takes the catalogue with the first one', () =>
    db.rolledBack(async (session) => {
      expect(await saveDocument(session)).toMatchObject({ id: documentId, state: 'waiting', is_live: false })
      const documents = await ask<Document[]>(session, 'list_ai_documents', {})
      expect(documents.map(({ kind }) => kind).sort()).toEqual(['catalogue', 'text'])
      const jobs = await session.asPostgres((sql) => sql`select from app.jobs where kind = 'index_document'`)
      expect(jobs).toHaveLength(2)
    }))

  it('answers from the last version until the new one is there', () =>
    db.rolledBack(async (session) => {
      await indexed(session)
      await saveDocument(session, { body: 'Mudamos para a Alameda dos Ipês, 4.' }, 'supervisor@aurora.test')
      expect(await search(session, 'rua das flores')).toHaveLength(1)
      expect(await documentOf(session)).toMatchObject({
        state: 'waiting',
        body: 'Mudamos para a Alameda dos Ipês, 4.',
      })
    }))

  it('does nothing when the same is said again', () =>
    db.rolledBack(async (session) => {
      await saveDocument(session)
      const before = await documentOf(session)
      await saveDocument(session)
      expect(await documentOf(session)).toEqual(before)
    }))

  it.each([
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ kind: 'catalogue' }, 'PT400', 'invalid_ai_document'],
    [{ title: 'x' }, 'PT400', 'invalid_name'],
    [{ body: '  \n ' }, 'PT400', 'empty_body'],
    [{ body: 'a'.repeat(400_001) }, 'PT400', 'body_too_long'],
  ])('refuses %#', (args, state, code) =>
    db.rolledBack((session) => expectRefusal(() => saveDocument(session, args), state, code)),
  )

  it('does not write over one that was deleted', () =>
    db.rolledBack(async (session) => {
      await saveDocument(session)
      await ask(session, 'delete_ai_document', { id: documentId }, 'dona@aurora.test')
      await expectRefusal(() => saveDocument(session), 'PT404', 'ai_document_not_found')
    }))

  it('keeps at most a thousand', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.ai_documents (tenant_id, id, kind, title)
          select ${aurora.id}, gen_random_uuid(), 'text', 'Documento ' || n from generate_series(1, 1000) n`,
      )
      await expectRefusal(() => saveDocument(session), 'PT409', 'too_many_ai_documents')
    }))

  itIsForEditors(
    db,
    (sql) =>
      sql`select public.save_ai_document(${aurora.id}, ${randomUUID()}, 'text', 'Endereço', 'Rua das Flores')`,
  )
})
