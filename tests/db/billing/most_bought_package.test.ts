import { expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { itNeedsSession } from '../support/guards.ts'
import { sellPackage } from '../support/purchases.ts'

const db = await createDatabase()

/** Paid purchases of a package, each by another clinic. */
const bought = (session: Session, packageId: string, clinics: number) =>
  session.asPostgres(
    (sql) => sql`
      with clinics as (
        insert into public.tenants (slug, name, time_zone)
        select 'c-' || gen_random_uuid(), 'Clínica', 'America/Recife' from generate_series(1, ${clinics}) returning id
      )
      insert into public.whatsapp_credit_purchases (tenant_id, package_id, package_name, credits, amount_brl, client_id,
        cpf_cnpj, status, paid_at)
      select id, ${packageId}, 'Pacote', 100, 39.9, gen_random_uuid(), '52998224725', 'paid', now() from clinics`,
  )

const most = async (session: Session) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.most_bought_package() as id`,
  )
  return row?.id as string | null
}

it('is the one that clinics paid for most often, and none while two clinics or two packages would be it', () =>
  db.rolledBack(async (session) => {
    const first = await sellPackage(session)
    const second = await sellPackage(session)
    await bought(session, first, 2)
    expect(await most(session)).toBeNull()
    await bought(session, first, 1)
    expect(await most(session)).toBe(first)
    await bought(session, second, 3)
    expect(await most(session)).toBeNull()
    await bought(session, second, 1)
    expect(await most(session)).toBe(second)
  }))

itNeedsSession(db, (sql) => sql`select public.most_bought_package()`)
