import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { templates } from '../support/patient-files.ts'

const db = await createDatabase()

describe('reset_document_template', () => {
  itIsForAdmins(
    db,
    (sql) => sql`select public.reset_document_template(${aurora.id}, ${templates.attendance})`,
  )

  it('gives a template of the product its first words back', () =>
    db.rolledBack(async (session) => {
      const words = await session.asUser('admin@aurora.test', async (sql) => {
        await sql`
          select public.save_document_template(${aurora.id}, ${templates.attendance}, 0, 'attendance_note', 'Outro', 'Outro')`
        await sql`select public.reset_document_template(${aurora.id}, ${templates.attendance})`
        return sql`
          select t ->> 'title' as title from jsonb_array_elements(public.list_document_templates(${aurora.id})) t
          where t ->> 'id' = ${templates.attendance}`
      })
      expect(words).toEqual([{ title: 'Declaração de comparecimento' }])
    }))

  it('knows no other template', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asUser(
            'admin@aurora.test',
            (sql) => sql`select public.reset_document_template(${aurora.id}, ${randomUUID()})`,
          ),
        'PT404',
        'document_template_not_found',
      ),
    ))
})
