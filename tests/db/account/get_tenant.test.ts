import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const withDocument = (session: Session) =>
  session.asPostgres((sql) => sql`update public.tenants set cpf_cnpj = '11144477735' where id = ${aurora.id}`)

describe('get_tenant', () => {
  it('answers the clinic with its document', () =>
    db.rolledBack(async (session) => {
      await withDocument(session)
      const [row] = await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select * from public.get_tenant(${aurora.id})`,
      )
      expect(row).toMatchObject({ id: aurora.id, slug: aurora.slug, cpf_cnpj: '11144477735' })
    }))

  it.each<Email>(['admin@aurora.test', 'terapeuta@aurora.test'])(
    'is the only way to the document, for %s as well',
    (email) =>
      db.rolledBack((session) =>
        expectRefusal(
          () => session.asUser(email, (sql) => sql`select cpf_cnpj from public.tenants`),
          insufficientPrivilege,
        ),
      ),
  )

  itIsForAdmins(db, (sql) => sql`select * from public.get_tenant(${aurora.id})`)
})
