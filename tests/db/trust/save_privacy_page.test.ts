import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { answer } from '../support/workspace.ts'

const db = await createDatabase()

describe('save_privacy_page', () => {
  itIsForAdmins(db, (sql) => sql`select public.save_privacy_page(${aurora.id}, true)`)

  it('opens the page with its words, and audits the change once', () =>
    db.rolledBack(async (on) => {
      const save = (intro: string | null) =>
        answer(on, 'save_privacy_page', { p_is_open: true, p_intro: intro }, 'dona@aurora.test')
      expect(await save('  Fale com Olga. ')).toMatchObject({ is_page_open: true, intro: 'Fale com Olga.' })
      await save('Fale com Olga.')
      const seen = await on.asService(async (sql) => {
        const [row] = await sql<{ page: object }[]>`
          select app.look_at_privacy_page(${aurora.slug}, 'ip') as page`
        return row!.page
      })
      expect(seen).toEqual({ state: 'open', clinic_name: aurora.name, intro: 'Fale com Olga.' })
      const audited = await on.asPostgres(
        (sql) => sql`select after from public.audit_logs where action = 'privacy_page.saved'`,
      )
      expect(audited).toEqual([{ after: { is_page_open: true, intro: 'Fale com Olga.' } }])
      await expectRefusal(() => save('x'.repeat(1001)), 'PT400', 'invalid_settings')
    }))
})
