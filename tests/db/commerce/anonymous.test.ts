import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError, insufficientPrivilege } from '../support/expect-error.ts'
import { getOrder, pay, type Order } from '../support/orders.ts'
import { lookAtItem, lookAtShop } from '../support/shop.ts'
import { buy, cartOf, fullShop, home, line, orderOf, putProductFile } from '../support/shop-orders.ts'

/** A shop that is open to everybody, with somebody's paid order, voucher and download. */
const db = await createDatabase()
const { thing, circle, service, digital } = await fullShop(db)
const file = await putProductFile(db, digital.product)
await ask(db, 'save_product_file', { id: file, product_id: digital.product, file: {} })
const placed = await orderOf(
  db,
  await buy(
    db,
    cartOf([line(thing.variant), line(circle.variant, { slot_id: circle.slot }), line(digital.variant)]),
    home,
  ),
)
await pay(db, placed.id, placed.total_cents)

const relations = await db.asPostgres(
  (sql) => sql<{ name: string }[]>`
    select format('%I.%I', relnamespace::regnamespace, relname) as name from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace::regnamespace::text in ('public', 'app', 'app_private') order by 1`,
)

describe('a browser without a session, while a shop is open', () => {
  it('neither reads nor writes any table', async () => {
    expect(relations.length).toBeGreaterThan(200)
    for (const { name } of relations)
      for (const statement of ['select from %s limit 1', 'insert into %s default values', 'delete from %s'])
        await expectError(
          db.asAnon((sql) => sql.unsafe(statement.replace('%s', name))),
          insufficientPrivilege,
        )
  })

  it('calls no function of a clinic, those of the pages included', async () => {
    const callable = await db.asPostgres(
      (sql) => sql<{ name: string }[]>`
        select p.proname as name from pg_proc p
        where p.pronamespace::regnamespace::text in ('public', 'app', 'app_private') and has_function_privilege('anon', p.oid, 'execute')
          and ('p_tenant_id' = any (coalesce(p.proargnames, '{}')) or 'p_slug' = any (coalesce(p.proargnames, '{}')) or p.proname ~ 'shop|order|cart')`,
    )
    expect(callable).toEqual([])
    for (const call of [
      `select app.open_shop('aurora', '{}', 'ip')`,
      `select app.quote_shop_cart('aurora', '{}', 'ip')`,
      `select app.place_shop_order('aurora', '${'x'.repeat(30)}', '{}', '{}', 'ip')`,
      `select app.show_order_page('${aurora.id}', '${placed.id}')`,
      `select app.take_download('${aurora.id}', '${placed.id}', '${placed.id}', '${file}')`,
      `select public.redeem_voucher('${aurora.id}', 'x')`,
      `select public.get_order('${aurora.id}', '${placed.id}')`,
    ])
      await expectError(
        db.asAnon((sql) => sql.unsafe(call)),
        insufficientPrivilege,
      )
  })

  it('sees no object of a bucket of the shop', async () => {
    await db.asPostgres(
      (sql) => sql`
        insert into storage.objects (bucket_id, name) values
          ('product-files', ${`${aurora.id}/${digital.product}/${file}.pdf`}), ('product-images', ${`${aurora.id}/${thing.product}/a.png`})`,
    )
    const seen = await db
      .asAnon(
        (sql) => sql`select from storage.objects where bucket_id in ('product-files', 'product-images')`,
      )
      .catch(() => [])
    expect(seen).toHaveLength(0)
  })

  it('is told by the pages what they show, and nothing of stock, costs, buyers or the clinic', async () => {
    const order = (await getOrder(db, placed.id)) as Order & {
      page_key: string
      goods: { vouchers: { code: string }[] }
    }
    const pages = [await lookAtShop(db, 'aurora')]
    for (const item of ['oleo', 'roda', 'sessao', 'caderno'])
      pages.push((await lookAtItem(db, 'aurora', item)) as never)
    const told = JSON.stringify(pages)
    expect(told).toContain('"price_cents":4990')
    for (const secret of [
      'cost',
      'on_hand',
      'reserved',
      'supplier',
      aurora.id,
      order.page_key,
      order.goods.vouchers[0]!.code,
      file,
      placed.id,
      'Camila',
      '97777',
      'exemplo.test',
      service.product,
    ])
      expect(told, secret).not.toContain(secret)
  })
})
