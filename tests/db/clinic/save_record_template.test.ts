import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

import { doc, entryId } from '../support/record.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()
const save = (
  session: Parameters<typeof answer>[0],
  {
    as = 'terapeuta@aurora.test' as Email,
    version = null as number | null,
    name = 'Anamnese adulto',
    kind = 'anamnesis',
    content = doc('Queixa') as unknown,
  } = {},
) =>
  answer<object>(
    session,
    'save_record_template',
    { p_id: entryId, p_version: version, p_name: name, p_kind: kind, p_content: content },
    as,
  )

describe('save_record_template', () => {
  it.each<Email>([
    'dona@aurora.test',
    'admin@aurora.test',
    'supervisor@aurora.test',
    'terapeuta@aurora.test',
  ])('lets %s keep a template and change it', (as) =>
    db.rolledBack(async (session) => {
      expect(await save(session, { as })).toMatchObject({
        id: entryId,
        name: 'Anamnese adulto',
        kind: 'anamnesis',
        version: 1,
      })
      expect(await save(session, { as })).toMatchObject({ version: 1 })
      expect(await save(session, { as, version: 1, name: 'Anamnese' })).toMatchObject({
        name: 'Anamnese',
        version: 2,
      })
      await expectRefusal(
        () => save(session, { as, version: 1, name: 'Outro' }),
        'PT409',
        'changed_meanwhile',
      )
    }),
  )

  it('refuses the reception', () =>
    db.rolledBack((session) =>
      expectRefusal(() => save(session, { as: 'recepcao@aurora.test' }), 'PT403', 'forbidden'),
    ))

  it.each([
    [{ name: ' ' }, 'invalid_name'],
    [{ kind: 'addendum' }, 'record_kind_invalid'],
    [{ content: {} }, 'record_content_invalid'],
    [{ content: doc('x'.repeat(66_000)) }, 'record_too_long'],
  ])('refuses %o', (change, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, change), 'PT400', code)),
  )

  itIsForMembers(
    db,
    (sql) => sql`
    select public.save_record_template(${aurora.id}, ${entryId}, null, 'Nome', 'other', ${sql.json(doc('x'))})`,
  )
})
