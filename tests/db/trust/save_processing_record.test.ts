import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { answer, call, oneId } from '../support/workspace.ts'

const db = await createDatabase()
type Session = Parameters<Parameters<typeof db.rolledBack>[0]>[0]

const list = (session: Session) =>
  call<{ id: string | null; default_key: string | null; name: string; is_changed: boolean }>(
    session,
    'list_processing_records',
    {},
    'dona@aurora.test',
  )
const save = (session: Session, record: object, id = oneId) =>
  answer(session, 'save_processing_record', { p_id: id, p_record: record }, 'dona@aurora.test')
const line = { name: 'Câmeras', purpose: 'Segurança do prédio', legal_basis: 'LGPD art. 7º, IX' }

describe('save_processing_record', () => {
  itIsForAdmins(db, (sql) => sql`select public.save_processing_record(${aurora.id}, ${oneId}, '{}')`)

  it('changes a line of Zelo’s, takes it out, and adds one of the clinic', () =>
    db.rolledBack(async (session) => {
      const before = await list(session)
      expect(before.length).toBeGreaterThan(5)
      expect(before.every(({ is_changed }) => !is_changed)).toBe(true)
      await save(session, line)
      await save(session, { ...line, name: 'Conversas', default_key: 'messages' }, oneId.slice(0, -1) + '7')
      await save(
        session,
        { ...line, name: 'Cadastro', default_key: 'registration', is_removed: true },
        oneId.slice(0, -1) + '8',
      )
      const after = await list(session)
      expect(after).toHaveLength(before.length)
      expect(after.find(({ default_key }) => default_key === 'messages')).toMatchObject({
        name: 'Conversas',
        is_changed: true,
      })
      expect(after.at(-1)).toMatchObject({ name: 'Câmeras', default_key: null })
      expect(after.some(({ default_key }) => default_key === 'registration')).toBe(false)
    }))

  it('refuses a line that says nothing, and a default that there is not', () =>
    db.rolledBack(async (session) => {
      for (const record of [{}, { ...line, purpose: '' }, { ...line, default_key: 'nothing' }])
        await expectRefusal(() => save(session, record), 'PT400', 'invalid_processing_record')
    }))
})
