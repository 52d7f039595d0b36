import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

const save = (session: Session, id: string, name: string, price: string) =>
  session.asUser(
    'saas@zelo.test',
    (sql) =>
      sql`select public.saas_save_credit_package(${id}, ${name}, null, 100, ${price}, true, false, null, 'Reajuste')`,
  )

describe('saas_list_package_changes', () => {
  it('shows the latest prices first, also of what was deleted: by whom and why', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await save(session, id, 'Pacote 100', '39.90')
      await save(session, id, 'Pacote 100', '49.90')
      await save(session, id, 'Pacote cem', '49.90')
      await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select public.saas_delete_credit_package(${id}, 'Saiu de linha')`,
      )
      const list = (limit: number) =>
        session.asUser(
          'saas@zelo.test',
          (sql) => sql`select * from public.saas_list_package_changes(${limit})`,
        )
      const changed_by = people['saas@zelo.test'].name
      expect(await list(20)).toMatchObject([
        {
          package_name: 'Pacote cem',
          price_before: '49.90',
          price_after: null,
          note: 'Saiu de linha',
          changed_by,
        },
        { price_before: '39.90', price_after: '49.90', note: 'Reajuste', changed_by },
        { price_before: null, price_after: '39.90', note: null, changed_by },
      ])
      expect(await list(1)).toHaveLength(1)
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_package_changes()`)
})
