import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_intake_forms', () => {
  it('has a form of each clinic from its first day, which is the default', () =>
    db.rolledBack(async (session) => {
      for (const [email, tenant] of [
        ['recepcao@aurora.test', aurora.id],
        ['recepcao@horizonte.test', horizonte.id],
      ] as const) {
        const forms = await session.asUser(
          email,
          (sql) => sql`select * from public.list_intake_forms(${tenant})`,
        )
        expect(forms).toMatchObject([
          { name: 'Ficha de cadastro', version: 1, is_default: true, archived_at: null },
        ])
        const { sections } = forms[0]!.definition as { sections: { key: string; is_clinical: boolean }[] }
        expect(sections.filter(({ is_clinical }) => is_clinical).map(({ key }) => key)).toEqual([
          'complaint',
          'health',
        ])
      }
    }))

  it('gives a clinic nothing twice', () =>
    db.rolledBack(async (session) => {
      const count = () =>
        session.asPostgres(
          (sql) =>
            sql`select (select count(*) from public.intake_forms) as forms, (select count(*) from public.intake_texts) as texts`,
        )
      const before = await count()
      await session.asPostgres((sql) => sql`select app.give_intake(id) from public.tenants`)
      expect(await count()).toEqual(before)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_intake_forms(${aurora.id})`)
})
