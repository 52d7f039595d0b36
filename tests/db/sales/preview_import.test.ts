import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, fingerprint } from '../support/guards.ts'
import { itIsForSellers, saveContact } from '../support/sales.ts'

const db = await createDatabase()
const row = (n: number, more: object = {}) => ({
  n,
  name: `Pessoa ${n}`,
  phones: [`+55119876500${10 + n}`],
  emails: [],
  fields: { full_name: `Pessoa ${n}` },
  custom: {},
  ...more,
})

describe('preview_import', () => {
  it('says who is there already and what new rows share, and writes nothing', () =>
    db.rolledBack(async (session) => {
      await saveContact(session, { full_name: 'Pessoa 1' }, { phones: [{ phone: '11987650011' }] })
      const before = await fingerprint(session)
      const rows = [row(1), row(2), row(3, { phones: ['+5511987650012'] })]
      const told = await ask<{
        known: Record<string, string>
        keys: Record<string, string[]>
        problems: unknown[]
      }>(session, 'preview_import', { kind: 'contacts', rows })
      expect(Object.keys(told.known)).toEqual(['1'])
      expect(told.keys['2']).toEqual(told.keys['3'])
      expect(told.problems).toEqual([])
      expect(await fingerprint(session)).toBe(before)
    }))

  it('says which rows of sessions are about nobody', () =>
    db.rolledBack(async (session) => {
      const rows = [row(1, { phones: [], fields: { starts_local: '2026-03-05T14:30' } })]
      expect(await ask(session, 'preview_import', { kind: 'sessions', rows })).toMatchObject({
        problems: [[1, 'patient_unknown']],
      })
    }))

  it('refuses too much at once, and what nobody imports', () =>
    db.rolledBack(async (session) => {
      const many = Array.from({ length: 2001 }, (_, n) => row(n))
      for (const rows of [many, {}])
        await expectRefusal(
          () => ask(session, 'preview_import', { kind: 'contacts', rows }),
          'PT400',
          'invalid_import',
        )
      await expectRefusal(
        () => ask(session, 'preview_import', { kind: 'nothing', rows: [] }),
        'PT400',
        'unknown_import_kind',
      )
    }))

  it('refuses deals in a clinic that does not sell', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'sales', false)`,
      )
      await expectRefusal(
        () => ask(session, 'preview_import', { kind: 'deals', rows: [] }),
        'PT403',
        'module_off',
      )
    }))

  itIsForSellers(db, (sql) => sql`select public.preview_import(${aurora.id}, 'patients', '[]')`)
})
