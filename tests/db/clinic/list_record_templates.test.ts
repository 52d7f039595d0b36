import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

import { doc, entryId, otherEntryId } from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()

describe('list_record_templates', () => {
  it('gives every member what entries may begin with, by name', () =>
    db.rolledBack(async (session) => {
      const save = (id: string, name: string) =>
        call(
          session,
          'save_record_template',
          { p_id: id, p_version: null, p_name: name, p_kind: 'other', p_content: doc('x') },
          'dona@aurora.test',
        )
      await save(entryId, 'evolução breve')
      await save(otherEntryId, 'Alta')
      for (const as of ['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)
        expect(
          (await call<{ name: string }>(session, 'list_record_templates', {}, as)).map(({ name }) => name),
        ).toEqual(['Alta', 'evolução breve'])
      expect(await call(session, 'list_record_templates', { p_archived: true })).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_record_templates(${aurora.id})`)
})
