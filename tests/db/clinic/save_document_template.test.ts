import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { issue, templates, treatedPatient } from '../support/patient-files.ts'

const db = await createDatabase()

interface Template {
  id: string
  title: string
  body: string
  version: number
  is_default: boolean
  is_changed: boolean
  archived_at: string | null
}

const save = (
  session: Session,
  {
    id = randomUUID() as string,
    version = 0,
    kind = 'summary',
    title = 'Resumo',
    body = 'Segue {{paciente}}.',
    archived = false,
  } = {},
) =>
  session.asUser('admin@aurora.test', async (sql) => {
    const [row] = await sql<{ saved: { id: string; version: number } }[]>`
      select public.save_document_template(${aurora.id}, ${id}, ${version}, ${kind}, ${title}, ${body}, ${archived}) as saved`
    return row!.saved
  })

const find = (
  session: Session,
  id: string,
  as: 'recepcao@aurora.test' | 'dona@horizonte.test' = 'recepcao@aurora.test',
  tenant: string = aurora.id,
) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql<{ list: Template[] }[]>`select public.list_document_templates(${tenant}) as list`
    return row!.list.find((template) => template.id === id)
  })

describe('save_document_template', () => {
  itIsForAdmins(
    db,
    (sql) =>
      sql`select public.save_document_template(${aurora.id}, ${randomUUID()}, 0, 'summary', 'Resumo', 'Segue.')`,
  )

  it('keeps a template of the clinic’s own, and counts its changes', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session)
      expect(await save(session, { id, version: 1, body: 'Linha\n\n  Outra' })).toEqual({ id, version: 2 })
      expect(await find(session, id)).toMatchObject({ body: 'Linha\n\nOutra', is_default: false })
      await save(session, { id, version: 2, archived: true })
      expect((await find(session, id))?.archived_at).not.toBeNull()
    }))

  it('words a template of the product anew for this clinic alone; documents say which words they came from', () =>
    db.rolledBack(async (session) => {
      await treatedPatient(session)
      const before = await issue(session)
      await save(session, { id: templates.attendance, kind: 'attendance_note', title: 'Comparecimento' })
      expect(await find(session, templates.attendance)).toMatchObject({
        title: 'Comparecimento',
        version: 1,
        is_changed: true,
      })
      const [other] = await session.asPostgres(
        (sql) =>
          sql<
            { body: string }[]
          >`select body from app.default_document_templates where id = ${templates.attendance}`,
      )
      expect(other?.body).toContain('compareceu')
      expect([before.template_version, (await issue(session)).template_version]).toEqual([0, 1])
    }))

  it('tells who saves an older version', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session)
      await expectRefusal(() => save(session, { id }), 'PT409', 'changed_meanwhile')
    }))

  it.each([
    ['no text', { body: ' ' }, 'empty_body'],
    ['no title', { title: '' }, 'invalid_name'],
    ['a kind that there is not', { kind: 'receipt' }, 'invalid_document_kind'],
  ])('refuses %s', (_what, template, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, template), 'PT400', code)),
  )
})
