import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_document_templates', () => {
  itIsForMembers(db, (sql) => sql`select public.list_document_templates(${aurora.id})`)

  it('begins with a template of every kind, none of which names a reason or a diagnosis', async () => {
    const [row] = await db.asUser(
      'recepcao@aurora.test',
      (sql) =>
        sql<
          { list: { kind: string; title: string; body: string; version: number; is_default: boolean }[] }[]
        >`select public.list_document_templates(${aurora.id}) as list`,
    )
    const list = row!.list
    expect(new Set(list.map(({ kind }) => kind))).toEqual(
      new Set([
        'attendance_note',
        'certificate',
        'summary',
        'report',
        'opinion',
        'referral',
        'reimbursement',
      ]),
    )
    for (const template of list) {
      expect(template).toMatchObject({ version: 0, is_default: true })
      expect(template.body).not.toMatch(/\bCID\b|diagn[oó]stic|psic|terapia|assinado digitalmente/i)
    }
  })
})
