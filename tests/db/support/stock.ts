import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { it } from 'vitest'
import { ask } from './agenda.ts'
import { aurora } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectRefusal } from './guards.ts'
import { itIsForSellers } from './sales.ts'

export interface Line {
  variant_id: string
  quantity: number
  place_id?: string
}
export interface Shelf {
  variant: string
  product: string
  place: string
}
export interface Level {
  on_hand: number
  reserved: number
  value_cents: number
}

/** Puts a product with one variant on a shelf of a clinic, as the tests of the stock need it. */
export async function shelve(
  session: Session,
  options: {
    quantity?: number
    cents?: number
    kind?: string
    lots?: { code: string; expires: string | null; quantity: number }[]
    tenant?: string
  } = {},
): Promise<Shelf> {
  const { quantity = 10, cents = 1000, kind = 'physical', lots = [], tenant = aurora.id } = options
  const [product, variant] = [randomUUID(), randomUUID()]
  return session.asPostgres(async (sql) => {
    const [row] = await sql<{ place: string }[]>`select app.default_place(${tenant}) as place`
    const place = row!.place
    await sql`
      insert into public.products (tenant_id, id, kind, name) values (${tenant}, ${product}, ${kind}, ${`Óleo ${variant.slice(0, 8)}`})`
    await sql`
      insert into public.product_variants (tenant_id, id, product_id, sku, price_cents, cost_cents, tracks_stock, uses_lots)
      values (${tenant}, ${variant}, ${product}, ${`OL-${variant.slice(0, 8).toUpperCase()}`}, 4990, ${cents}, ${kind === 'physical'}, ${lots.length > 0})`
    const put = (lot: string | null, units: number) => sql`
      select app.post_stock(jsonb_populate_record(null::public.stock_moves, ${sql.json({
        tenant_id: tenant,
        kind: 'adjust',
        reason: 'opening',
        variant_id: variant,
        place_id: place,
        lot_id: lot,
        on_hand: units,
        value_cents: units * cents,
      })}))`
    if (kind !== 'physical') return { variant, product, place }
    for (const { code, expires, quantity: units } of lots) {
      const [lot] = await sql<{ id: string }[]>`
        insert into public.stock_lots (tenant_id, variant_id, code, expires_on) values (${tenant}, ${variant}, ${code}, ${expires}) returning id`
      await put(lot!.id, units)
    }
    if (lots.length === 0 && quantity > 0) await put(null, quantity)
    return { variant, product, place }
  })
}

/** Adds a place of the stock; answers its id. */
export const addPlace = (session: Session, name: string, tenant: string = aurora.id) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      insert into public.stock_places (tenant_id, name, position) values (${tenant}, ${name}, 2) returning id`
    return row!.id
  })

/** Puts more of a variant somewhere, each unit at `cents`. */
export const putStock = (
  session: Session,
  variant: string,
  place: string,
  quantity: number,
  cents = 1000,
  tenant: string = aurora.id,
) =>
  session.asPostgres(
    (sql) => sql`
      select app.post_stock(jsonb_populate_record(null::public.stock_moves, ${sql.json({
        tenant_id: tenant,
        kind: 'purchase',
        variant_id: variant,
        place_id: place,
        on_hand: quantity,
        value_cents: quantity * cents,
      })}))`,
  )

export const hold = (
  session: Session,
  owner: string,
  lines: Line[],
  expires: string | null = '2030-01-01T00:00:00Z',
) =>
  session.asService(
    (sql) =>
      sql`select app.hold_stock(${aurora.id}, ${sql.json(lines as never)}, 'order', ${owner}, ${expires})`,
  )
export const take = (session: Session, owner: string, lines: Line[] | null = null) =>
  session.asService(
    (sql) =>
      sql`select app.take_stock(${aurora.id}, 'order', ${owner}, ${lines === null ? null : sql.json(lines as never)})`,
  )
export const release = (session: Session, owner: string) =>
  session.asService((sql) => sql`select app.release_stock(${aurora.id}, 'order', ${owner})`)
export const giveBack = (session: Session, owner: string, lines: Line[]) =>
  session.asService(
    (sql) =>
      sql`select app.return_stock(${aurora.id}, 'order', ${owner}, ${sql.json(lines as never)}, 'Desistiu')`,
  )
export const releaseExpired = (session: Session, owner: string, now: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ units: number }[]>`
      select app.release_expired_holds(${aurora.id}, 'order', ${owner}, ${now}) as units`
    return row!.units
  })

/** How a variant stands: in all places, or at one. */
export const levelOf = (session: Session, variant: string, place: string | null = null) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<Level[]>`
      select coalesce(sum(on_hand), 0)::int as on_hand, coalesce(sum(reserved), 0)::int as reserved, coalesce(sum(value_cents), 0)::int as value_cents
      from public.stock_levels where tenant_id = ${aurora.id} and variant_id = ${variant} and place_id = coalesce(${place}, place_id)`
    return { ...row! }
  })

/** The moves of a variant, the first first. */
export const movesOf = (session: Session, variant: string) =>
  session.asPostgres(async (sql) => [
    ...(await sql<
      { kind: string; on_hand: number; reserved: number; value_cents: number; lot: string | null }[]
    >`
      select m.kind, m.on_hand, m.reserved, m.value_cents::int, l.code as lot from public.stock_moves m
      left join public.stock_lots l on l.tenant_id = m.tenant_id and l.id = m.lot_id
      where m.tenant_id = ${aurora.id} and m.variant_id = ${variant} order by m.number`),
  ])

/** Where the stock of any clinic is not in order. */
export const stockFaults = (session: Session) =>
  session.asPostgres(async (sql) => [
    ...(await sql<{ fault: string }[]>`select fault from app.stock_faults()`),
  ])

/** The detail of a refusal. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; detail: unknown }> {
  try {
    await call
  } catch (error) {
    const { message, detail } = error as { message: string; detail?: string }
    return { code: message, detail: detail === undefined ? null : JSON.parse(detail) }
  }
  throw new Error('It was not refused.')
}

type Call = (sql: TransactionSql) => Promise<unknown>

/** Tests that a function of Clínica Aurora is closed to strangers, to therapists, and while the clinic does not use products. */
export function itIsForStockReaders(db: TestDatabase, call: Call): void {
  itIsForSellers(db, call)
  it('refuses a clinic that switched products off', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'products', false)`,
      )
      await expectRefusal(() => session.asUser('dona@aurora.test', call), 'PT403', 'module_off')
    }))
}

/** As `itIsForStockReaders`, and closed to supervisors: for owner, administrators and reception. */
export function itIsForStockKeepers(db: TestDatabase, call: Call): void {
  itIsForStockReaders(db, call)
  it('refuses a supervisor with forbidden', () =>
    db.rolledBack((session) =>
      expectRefusal(() => session.asUser('supervisor@aurora.test', call), 'PT403', 'forbidden'),
    ))
}

export interface Variant {
  id: string
  name: string
  sku: string
  choices: string[]
  cost_cents: number
  on_hand: number
  archived_at: string | null
}
export interface Product {
  id: string
  name: string
  version: number
  options: { name: string; choices: string[] }[]
  variants: Variant[]
}
export interface Purchase {
  id: string
  number: number
  state: string
  version: number
  total_cents: number
  supplier: { name: string }
  items: { id: string; variant_id: string; quantity: number; received: number; cost_cents: number }[]
  receipts: { id: string; units: number; invoice: string | null }[]
}

export const productId = '70000000-0000-4000-8000-000000000001'
export const supplierId = '71000000-0000-4000-8000-000000000001'
export const purchaseId = '72000000-0000-4000-8000-000000000001'

/** A variant of a form. */
export const variantForm = (variant: object = {}) => ({
  id: randomUUID(),
  choices: [],
  sku: `SKU-${randomUUID().slice(0, 8)}`,
  price_cents: 4990,
  cost_cents: 1800,
  ...variant,
})
export const saveProduct = (session: Session, product: object = {}, args: Record<string, unknown> = {}) =>
  ask<Product>(session, 'save_product', {
    id: productId,
    version: null,
    product: { kind: 'physical', name: 'Óleo de lavanda', variants: [variantForm()], ...product },
    ...args,
  })
export const saveSupplier = (session: Session, supplier: object = {}, args: Record<string, unknown> = {}) =>
  ask<Record<string, unknown>>(session, 'save_supplier', {
    id: supplierId,
    supplier: { name: 'Aromas do Sul', ...supplier },
    ...args,
  })
export const savePurchase = (session: Session, items: object[], args: Record<string, unknown> = {}) =>
  ask<Purchase>(session, 'save_purchase', {
    id: purchaseId,
    version: null,
    purchase: { supplier_id: supplierId, items, ...(args.purchase as object | undefined) },
    ...Object.fromEntries(Object.entries(args).filter(([key]) => key !== 'purchase')),
  })
/** A purchase order of some variants at a supplier that is there. */
export async function ordered(session: Session, items: object[], args: Record<string, unknown> = {}) {
  await saveSupplier(session)
  return savePurchase(session, items, args)
}
export const receive = (session: Session, lines: object[], args: Record<string, unknown> = {}) =>
  ask<Purchase>(session, 'receive_purchase', {
    id: purchaseId,
    receipt_id: randomUUID(),
    lines,
    receipt: {},
    ...args,
  })
export const adjust = (session: Session, variant: string, args: Record<string, unknown> = {}) =>
  ask<Level>(session, 'adjust_stock', {
    id: randomUUID(),
    variant_id: variant,
    place_id: null,
    quantity: 1,
    reason: 'found',
    ...args,
  })
