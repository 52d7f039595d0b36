import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addAddon } from '../support/addons.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'

const db = await createDatabase()

interface Product {
  id?: string | null
  slug?: string | null
  name?: string | null
  type?: string | null
  credits?: number | null
  cents?: number | null
  seenAt?: string | null
}

const save = (session: Session, given: Product = {}) => {
  const {
    id = randomUUID(),
    slug = 'sms-100',
    name = '100 SMS',
    type = 'sms',
    credits = 100,
    cents = 1990,
    seenAt = null,
  } = given
  return session.asUser('saas@zelo.test', async (sql) =>
    only(
      await sql`
        select * from public.saas_save_addon_product(${id}, ${slug}, ${name}, ' Curtas ', ${type}, ${credits}, ${cents},
          p_seen_at => ${seenAt}::text::timestamptz)`,
    ),
  )
}

describe('saas_save_addon_product', () => {
  it('creates one product for one id, and changes it', () =>
    db.rolledBack(async (session) => {
      const first = await save(session)
      expect(first).toMatchObject({
        slug: 'sms-100',
        description: 'Curtas',
        icon: 'pi pi-box',
        is_active: true,
      })
      await save(session, { id: first.id as string, name: 'Cem SMS', cents: 0 })
      expect(only(await session.asPostgres((sql) => sql`select * from public.addon_products`))).toMatchObject(
        {
          name: 'Cem SMS',
          price_cents: 0,
        },
      )
    }))

  it('brings a deleted one back', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session)
      await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select public.saas_delete_addon_product(${id as string})`,
      )
      expect(await save(session, { id: id as string })).toMatchObject({ deleted_at: null, is_active: true })
    }))

  it('refuses a change of what somebody changed or deleted since it was read', () =>
    db.rolledBack(async (session) => {
      const { id, updated_at } = await save(session)
      const seenAt = new Date((updated_at as Date).getTime() - 1_000).toISOString()
      const stale = () => save(session, { id: id as string, seenAt })
      await expectRefusal(stale, 'PT409', 'changed_meanwhile')
      await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select public.saas_delete_addon_product(${id as string})`,
      )
      await expectRefusal(stale, 'PT409', 'changed_meanwhile')
    }))

  it('refuses the identifier of another product', () =>
    db.rolledBack(async (session) => {
      await save(session)
      await expectRefusal(() => save(session), 'PT409', 'slug_in_use')
    }))

  it('keeps the type of the last product of which a clinic has credits; its name and price may change', () =>
    db.rolledBack(async (session) => {
      const id = (await save(session)).id as string
      await addAddon(session, 10, 'a')
      await expectRefusal(() => save(session, { id, type: 'torpedo' }), 'PT409', 'product_in_use')
      expect(await save(session, { id, name: 'Cem SMS', cents: 5 })).toMatchObject({ price_cents: 5 })
      await save(session, { slug: 'sms-500' })
      expect(await save(session, { id, type: 'torpedo' })).toMatchObject({ addon_type: 'torpedo' })
    }))

  it.each([
    [{ id: null }, 'missing_client_id'],
    [{ name: 'a' }, 'invalid_name'],
    [{ name: null }, 'invalid_name'],
    [{ slug: 'SMS 100' }, 'invalid_slug'],
    [{ slug: null }, 'invalid_slug'],
    [{ slug: 'a'.repeat(121) }, 'invalid_slug'],
    [{ type: 'SMS' }, 'invalid_slug'],
    [{ credits: 0 }, 'invalid_credits'],
    [{ credits: null }, 'invalid_credits'],
    [{ cents: -1 }, 'invalid_price'],
    [{ cents: null }, 'invalid_price'],
  ])('refuses %j: %s', (given, code) =>
    db.rolledBack((session) => expectRefusal(() => save(session, given), 'PT400', code)),
  )

  itIsForSaasAdmins(
    db,
    (sql) => sql`select public.saas_save_addon_product(${randomUUID()}, 'meu', 'Meu', null, 'sms', 100, 0)`,
  )
})

describe('races', () => {
  it('refuses in words the identifier that another administrator takes at the same time', async () => {
    const answers = await Promise.allSettled([
      save(db, { slug: 'fax-100', type: 'fax' }),
      save(db, { slug: 'fax-100', type: 'fax' }),
    ])
    expect(answers.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { message: 'slug_in_use' },
    })
  })
})
