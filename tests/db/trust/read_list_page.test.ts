import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { book, openAgenda } from '../support/agenda.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { requestExport } from '../support/exports.ts'
import { saveCompany, saveContact, saveDeal, saveLead } from '../support/sales.ts'

const db = await createDatabase()

interface Page {
  columns: [string, string][]
  rows: Record<string, unknown>[]
}
const read = (
  session: Session,
  subject: object,
  { as = 'recepcao@aurora.test' as Email, after = null as object | null, limit = 100 } = {},
) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ page: Page }[]>`
      select app.read_list_page(${aurora.id}, ${people[as].id}, ${sql.json(subject as never)},
        ${after && sql.json(after as never)}, ${limit}) as page`
    return row!.page
  })

describe('read_list_page', () => {
  it('reads every list, page after page, as filtered', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await book(session, { id: randomUUID(), start_local: '2026-12-02T15:00' })
      for (const [n, full_name] of ['Nina Prado', 'Nuno Reis'].entries()) {
        await saveContact(session, { full_name }, { id: randomUUID() })
        await saveCompany(session, { name: `Empresa ${full_name}` }, { id: randomUUID() })
        await saveDeal(session, { title: full_name }, { id: randomUUID() })
        await saveLead(session, { full_name, email: `${n}@exemplo.test` }, { id: randomUUID() })
      }
      await receive(session, { provider_message_id: 'M1', body: 'segredo', address: { phone: mariana } })
      await receive(session, { provider_message_id: 'M2', body: 'segredo', address: { phone: joao } })
      const lists = [
        'patients',
        'contacts',
        'companies',
        'leads',
        'deals',
        'sessions',
        'conversations',
        'tags',
      ]
      for (const list of lists) {
        const all = await read(session, { list })
        expect(all.rows.length, list).toBeGreaterThan(1)
        // what a column names is there
        for (const [key] of all.columns) expect(all.rows[0], `${list}.${key}`).toHaveProperty(key)
        expect(JSON.stringify(all)).not.toContain('segredo')
        const first = await read(session, { list }, { limit: 1 })
        const second = await read(session, { list }, { limit: 1, after: first.rows[0]! })
        expect([...first.rows, ...second.rows].map((row) => row['id'])).toEqual(
          all.rows.slice(0, 2).map((row) => row['id']),
        )
      }
      expect((await read(session, { list: 'contacts', search: 'nuno' })).rows).toHaveLength(1)
      expect(
        (await read(session, { list: 'sessions', where: { from: '2026-12-02', to: '2026-12-02' } })).rows,
      ).toHaveLength(1)
      for (const list of [
        'charges',
        'payments',
        'activities',
        'orders',
        'products',
        'coupons',
        'suppliers',
        'purchases',
      ])
        expect((await read(session, { list })).columns.length).toBeGreaterThan(3)
    }))

  it('shows nobody more than the list does', () =>
    db.rolledBack(async (session) => {
      const as = 'terapeuta@aurora.test'
      await expectError(read(session, { list: 'contacts' }, { as }), 'PT403', 'forbidden')
      await expectError(
        read(session, { list: 'patients' }, { as: 'desligado@aurora.test' }),
        'PT403',
        'not_a_member',
      )
      await expectError(read(session, { list: 'members' }), 'PT400', 'invalid_filter')
    }))

  it('is begun by whoever sees the list, and by nobody else', () =>
    db.rolledBack(async (session) => {
      const subject = { list: 'contacts', search: null, where: { stage: 'lead' }, more: 1 }
      const wanted = await requestExport(session, { as: 'recepcao@aurora.test', kind: 'list', subject })
      expect(wanted).toMatchObject({
        state: 'queued',
        subject: { list: 'contacts', search: null, where: { stage: 'lead' }, format: 'csv' },
      })
      await expectError(
        requestExport(session, { as: 'terapeuta@aurora.test', kind: 'list', subject }),
        'PT403',
        'forbidden',
      )
      await expectError(
        requestExport(session, { kind: 'list', subject: { list: 'patients', where: { age: 'old' } } }),
        'PT400',
        'invalid_filter',
      )
    }))
})
