import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { shelve } from './stock.ts'

export interface Seats {
  capacity: number
  reserved: number
  sold: number
}

/** An open shop of Clínica Aurora, as its owner made it. */
export const seller = {
  slug: 'aurora',
  is_open: true,
  legal_name: 'Aurora Psicologia Ltda.',
  tax_id: '12.345.678/0001-95',
  address: 'Rua das Flores, 10, São Paulo',
  phone: '(11) 3000-1000',
}

export const saveShop = (session: Session, settings: object, email: Email = 'dona@aurora.test') =>
  session.asUser(email, async (sql) => {
    const [row] = await sql<{ value: Record<string, unknown> }[]>`
      select public.save_shop_settings(${aurora.id}, ${sql.json(settings as never)}) as value`
    return row!.value
  })

/** Switches the shop on and opens it. */
export async function openShop(session: Session, settings: object = {}): Promise<void> {
  await session.asUser('dona@aurora.test', (sql) => sql`select public.set_module(${aurora.id}, 'shop', true)`)
  await saveShop(session, { ...seller, ...settings })
}

export const saveItem = (
  session: Session,
  product: string,
  item: object,
  email: Email = 'dona@aurora.test',
) =>
  session.asUser(email, async (sql) => {
    const [row] = await sql<{ value: { slug: string; is_published: boolean; shop_slug: string | null } }[]>`
      select public.save_catalog_item(${aurora.id}, ${product}, ${sql.json(item as never)}) as value`
    return row!.value
  })

/** Something that is sold by seats, and one date of it with `capacity` of them. */
export async function workshop(session: Session, capacity = 12, starts = '2099-05-09T14:00') {
  const { product, variant } = await shelve(session, { kind: 'experience' })
  return {
    product,
    variant,
    slot: await saveSlot(session, product, { start_local: starts, minutes: 120, capacity }),
  }
}

export const saveSlot = (
  session: Session,
  product: string,
  slot: object,
  email: Email = 'dona@aurora.test',
) =>
  session.asUser(email, async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      select public.save_schedule_slot(${aurora.id}, ${product}, ${sql.json(slot as never)}) as id`
    return row!.id
  })

export const cancelSlot = (session: Session, slot: string, email: Email = 'recepcao@aurora.test') =>
  session.asUser(
    email,
    (sql) => sql`select public.cancel_schedule_slot(${aurora.id}, ${slot}, 'Professora doente')`,
  )

export const holdSeats = (
  session: Session,
  slot: string,
  quantity: number,
  owner: string = randomUUID(),
  expires: string | null = '2030-01-01T00:00:00Z',
) =>
  session.asPostgres(
    (sql) =>
      sql`select app.hold_seats(${aurora.id}, ${sql.json([{ slot_id: slot, quantity }])}, 'order', ${owner}, ${expires})`,
  )
export const takeSeats = (session: Session, owner: string) =>
  session.asPostgres((sql) => sql`select app.take_seats(${aurora.id}, 'order', ${owner})`)
export const releaseSeats = (session: Session, owner: string) =>
  session.asPostgres((sql) => sql`select app.release_seats(${aurora.id}, 'order', ${owner})`)
export const returnSeats = (session: Session, owner: string, slot: string, quantity: number) =>
  session.asPostgres(
    (sql) =>
      sql`select app.return_seats(${aurora.id}, 'order', ${owner}, ${sql.json([{ slot_id: slot, quantity }])})`,
  )

export const seatsOf = (session: Session, slot: string) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<
      Seats[]
    >`select capacity, reserved, sold from public.schedule_slots where id = ${slot}`
    return { ...row! }
  })

/** Dates of a product, as a supervisor sees them. */
export const listSlots = (session: Session, product: string) =>
  session.asUser('supervisor@aurora.test', async (sql) => {
    const [row] = await sql<{ value: Record<string, unknown>[] }[]>`
      select public.list_schedule_slots(${aurora.id}, ${product}) as value`
    return row!.value
  })

/** A shop as a stranger sees it, with what is looked for. */
export const lookAtShop = (session: Session, slug: string, filter: object = {}) =>
  session.asService(async (sql) => {
    const [row] = await sql<
      { value: Record<string, unknown> & { next: string | null; items: { slug: string }[] } }[]
    >`
      select app.open_shop(${slug}, ${sql.json(filter as never)}, 'ip') as value`
    return row!.value
  })
export const lookAtItem = (session: Session, slug: string, item: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: Record<string, unknown> }[]>`
      select app.open_shop_item(${slug}, ${item}, 'ip') as value`
    return row!.value
  })

/** What search engines are told of a shop; without a slug, of all. */
export const shopPaths = (session: Session, slug: string | null) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: { path: string }[] }[]>`select app.shop_addresses(${slug}) as value`
    return row!.value.map(({ path }) => path)
  })
