import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { beginPurchase } from '../support/purchases.ts'

const db = await createDatabase()

interface Package {
  id?: string | null
  name?: string | null
  description?: string | null
  credits?: number | null
  price?: string | null
  active?: boolean | null
  featured?: boolean | null
  seenAt?: string | null
  note?: string | null
}

const save = (session: Session, given: Package = {}) => {
  const { id = randomUUID(), name = 'Pacote 100', description = null, credits = 100, price = '39.90' } = given
  const { active = true, featured = false, seenAt = null, note = 'Reajuste' } = given
  return session.asUser('saas@zelo.test', async (sql) =>
    only(
      await sql`
        select * from public.saas_save_credit_package(${id}, ${name}, ${description}, ${credits}, ${price}, ${active}, ${featured},
          ${seenAt}::text::timestamptz, ${note})`,
    ),
  )
}

describe('saas_save_credit_package', () => {
  it('puts a package last, and changes it where it stands', () =>
    db.rolledBack(async (session) => {
      const first = await save(session, { name: ' Pacote 100 ', description: ' Para começar ' })
      expect(first).toMatchObject({
        name: 'Pacote 100',
        description: 'Para começar',
        price_brl: '39.90',
        position: 10,
        is_active: true,
        is_featured: false,
      })
      expect(await save(session)).toMatchObject({ position: 20 })
      expect(
        await save(session, { id: first.id as string, credits: 120, active: null, featured: true }),
      ).toMatchObject({ position: 10, credits: 120, is_active: true, is_featured: true })
    }))

  it('asks why the price changes, and keeps who changed it and why', () =>
    db.rolledBack(async (session) => {
      const { id } = (await save(session)) as { id: string }
      await expectRefusal(() => save(session, { id, price: '49.90', note: null }), 'PT400', 'note_required')
      await expectRefusal(() => save(session, { id, price: '9.90', note: ' x ' }), 'PT400', 'note_required')
      await save(session, { id, price: '49.90', note: ' Reajuste da Meta ' })
      await save(session, { id, price: '49.90', name: 'Outro nome' })
      const rows = await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select * from public.saas_list_package_changes()`,
      )
      expect(rows).toMatchObject([
        {
          price_before: '39.90',
          price_after: '49.90',
          note: 'Reajuste da Meta',
          changed_by: people['saas@zelo.test'].name,
        },
        { package_name: 'Pacote 100', price_before: null, price_after: '39.90', note: null },
      ])
    }))

  it('creates one package for one id', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      await save(session, { id })
      await save(session, { id })
      only(await session.asPostgres((sql) => sql`select from public.whatsapp_credit_packages`))
    }))

  it('refuses a change of what somebody changed or deleted since it was read', () =>
    db.rolledBack(async (session) => {
      const id = (await save(session)).id as string
      const seenAt = async () => {
        const [row] = await session.asPostgres(
          (sql) => sql`select updated_at::text as at from public.whatsapp_credit_packages where id = ${id}`,
        )
        return row!.at as string
      }
      const seen = await seenAt()
      // a transaction is one moment; the other administrator's came later
      await session.asPostgres(
        (sql) => sql`
          alter table public.whatsapp_credit_packages disable trigger whatsapp_credit_packages_touch`,
      )
      await session.asPostgres(
        (sql) => sql`
          update public.whatsapp_credit_packages set price_brl = 49, updated_at = updated_at + interval '1 second' where true`,
      )
      const stale = () => save(session, { id, featured: true, seenAt: seen })
      await expectRefusal(stale, 'PT409', 'changed_meanwhile')
      expect(await save(session, { id, featured: true, seenAt: await seenAt() })).toMatchObject({
        is_featured: true,
      })
      await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select public.saas_delete_credit_package(${id}, 'Saiu de linha')`,
      )
      await expectRefusal(stale, 'PT409', 'changed_meanwhile')
    }))

  it('leaves a purchase that was begun as it was', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session)
      const { purchase } = await beginPurchase(session, { packageId: id as string })
      await save(session, { id: id as string, credits: 1, price: '99.00' })
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select credits, amount_brl from public.whatsapp_credit_purchases where id = ${purchase.id}`,
      )
      expect(row).toEqual({ credits: 100, amount_brl: '39.90' })
    }))

  it.each([
    [{ id: null }, 'missing_client_id'],
    [{ name: ' a ' }, 'invalid_name'],
    [{ name: null }, 'invalid_name'],
    [{ name: 'x'.repeat(101) }, 'invalid_name'],
    [{ credits: 0 }, 'invalid_credits'],
    [{ credits: -5 }, 'invalid_credits'],
    [{ credits: 1_000_001 }, 'invalid_credits'],
    [{ price: '0' }, 'invalid_price'],
    [{ price: '-1' }, 'invalid_price'],
    [{ price: '0.009' }, 'invalid_price'],
    [{ price: '39.905' }, 'invalid_price'],
    [{ price: '100000000' }, 'invalid_price'],
    [{ price: 'NaN' }, 'invalid_price'],
    [{ price: null }, 'invalid_price'],
  ])('refuses %j: %s', (given, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, given), 'PT400', code)),
  )

  itIsForSaasAdmins(
    db,
    (sql) =>
      sql`select public.saas_save_credit_package(${randomUUID()}, 'Meu', null, 100000, 0.01, true, true)`,
  )
})
