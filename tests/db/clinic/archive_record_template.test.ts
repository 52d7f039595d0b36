import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { doc, entryId } from '../support/record.ts'
import { call } from '../support/workspace.ts'

const db = await createDatabase()
const archive = (
  session: Parameters<typeof call>[0],
  archived: boolean,
  as: Email = 'terapeuta@aurora.test',
) => call(session, 'archive_record_template', { p_id: entryId, p_archived: archived }, as)

describe('archive_record_template', () => {
  it('takes a template off the list and brings it back', () =>
    db.rolledBack(async (session) => {
      await call(
        session,
        'save_record_template',
        { p_id: entryId, p_version: null, p_name: 'Alta', p_kind: 'discharge', p_content: doc('x') },
        'dona@aurora.test',
      )
      await archive(session, true)
      expect(await call(session, 'list_record_templates')).toEqual([])
      expect(await call(session, 'list_record_templates', { p_archived: true })).toMatchObject([
        { id: entryId },
      ])
      await archive(session, false)
      expect(await call(session, 'list_record_templates')).toMatchObject([{ id: entryId }])
    }))

  it('refuses the reception, and knows none under another id', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => archive(session, true, 'recepcao@aurora.test'), 'PT403', 'forbidden')
      await expectRefusal(() => archive(session, true), 'PT404', 'template_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.archive_record_template(${aurora.id}, ${entryId}, true)`)
})
