import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

interface Change {
  name?: string | null
  cpf_cnpj?: string | null
  time_zone?: string | null
}

const update = (
  session: Session,
  { name = 'Aurora', cpf_cnpj = null, time_zone = 'America/Recife' }: Change = {},
) =>
  session.asUser('admin@aurora.test', async (sql) => {
    const [tenant] =
      await sql`select * from public.update_tenant(${aurora.id}, ${name}, ${cpf_cnpj}, ${time_zone}, false)`
    return tenant
  })

describe('update_tenant', () => {
  it('changes name, document, time zone and the choice about groups', () =>
    db.rolledBack(async (session) => {
      expect(await update(session, { name: ' Aurora ', cpf_cnpj: '11.222.333/0001-81' })).toMatchObject({
        name: 'Aurora',
        cpf_cnpj: '11222333000181',
        time_zone: 'America/Recife',
        ignore_groups: false,
        slug: 'aurora',
      })
    }))

  it.each(['529.982.247-25', '52998224725', '', null])('takes the document %j', (cpf_cnpj) =>
    db.rolledBack(async (session) => {
      expect(await update(session, { cpf_cnpj })).toMatchObject({ cpf_cnpj: cpf_cnpj ? '52998224725' : null })
    }),
  )

  it.each(['12.ABC.345/01DE-35', '12abc34501de35', 'CNPJ: 12.abc.345/01de-35', '12ABC345 01DE 35'])(
    'takes the CNPJ with letters %j',
    (cpf_cnpj) =>
      db.rolledBack(async (session) => {
        expect(await update(session, { cpf_cnpj })).toMatchObject({ cpf_cnpj: '12ABC34501DE35' })
      }),
  )

  it.each([
    [{ name: 'A' }, 'invalid_name'],
    [{ name: null }, 'invalid_name'],
    [{ cpf_cnpj: '529.982.247-24' }, 'invalid_cpf_cnpj'],
    [{ cpf_cnpj: '111.111.111-11' }, 'invalid_cpf_cnpj'],
    [{ cpf_cnpj: '123' }, 'invalid_cpf_cnpj'],
    [{ cpf_cnpj: '12.ABC.345/01DE-36' }, 'invalid_cpf_cnpj'],
    [{ cpf_cnpj: 'abc' }, 'invalid_cpf_cnpj'],
    [{ time_zone: 'Mars/Olympus' }, 'invalid_time_zone'],
    [{ time_zone: null }, 'invalid_time_zone'],
  ])('refuses %j', (change, code) =>
    db.rolledBack((session) => expectRefusal(() => update(session, change), 'PT400', code)),
  )

  itIsForAdmins(
    db,
    (sql) => sql`select public.update_tenant(${aurora.id}, 'X Y', null, 'America/Recife', true)`,
  )
})
