import { randomBytes, randomUUID } from 'node:crypto'
import type {
  Cart,
  CartLine,
  PlacedOrder,
  Quote,
  QuotedCart,
  ShopTimes,
} from '../../../supabase/functions/_shared/commerce/shop-service.ts'
import { ask, helena, types } from './agenda.ts'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import { openBooking } from './online-booking.ts'
import { openShop, saveItem, workshop } from './shop.ts'
import { shelve } from './stock.ts'

export const line = (variant_id: string, more: Partial<CartLine> = {}): CartLine => ({
  variant_id,
  quantity: 1,
  slot_id: null,
  at: null,
  ...more,
})
export const cartOf = (lines: CartLine[], more: Partial<Cart> = {}): Cart => ({
  lines,
  coupon: null,
  cep: null,
  delivery: 'pickup',
  ...more,
})

/** Somebody of whom the clinic knows nothing. */
export const buyer = (changes: object = {}) => ({
  full_name: 'Camila Duarte',
  phone: '(11) 97777-1234',
  email: 'camila@exemplo.test',
  cpf: '',
  street: '',
  number: '',
  complement: '',
  district: '',
  city: '',
  state: '',
  accepted: true,
  accepted_text: 'Desistência em 7 dias.',
  ...changes,
})
export const home = {
  cpf: '529.982.247-25',
  street: 'Rua Harmonia',
  number: '210',
  city: 'São Paulo',
  state: 'sp',
}

export const newToken = () => randomBytes(24).toString('base64url')

export const quote = async (session: Session, cart: Cart): Promise<Quote> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: Extract<QuotedCart, { state: 'open' }> }[]>`
      select app.quote_shop_cart('aurora', ${sql.json(cart as never)}, ${randomUUID()}) as value`
    return row!.value.quote
  })

/** Sends the form of the checkout, as the page does; each one comes from elsewhere. */
export async function buy(
  session: Session,
  cart: Cart,
  who: object = {},
  { token = newToken(), ip = randomUUID() as string, expected = null as number | null } = {},
): Promise<PlacedOrder> {
  const total = expected ?? (await quote(session, cart)).total_cents
  return session.asService(async (sql) => {
    const [row] = await sql<{ value: PlacedOrder }[]>`
      select app.place_shop_order('aurora', ${token}, ${sql.json({ ...cart, expected_cents: total } as never)},
        ${sql.json(buyer(who) as never)}, ${ip}) as value`
    return row!.value
  })
}

/** The order of a page. */
export const orderOf = async (session: Session, placed: PlacedOrder) => {
  if (placed.state !== 'placed') throw new Error(`not placed: ${JSON.stringify(placed)}`)
  const [row] = await session.asPostgres(
    (sql) => sql<
      {
        id: string
        patient_id: string | null
        contact_id: string | null
        total_cents: number
        state: string
      }[]
    >`
      select id, patient_id, contact_id, total_cents, state from public.orders
      where tenant_id = ${aurora.id} and page_key = ${placed.page_key}`,
  )
  return row!
}

/** Aurora's shop with a thing, a workshop of `seats`, a service in Helena's agenda and something digital. */
export async function fullShop(session: Session, { quantity = 10, seats = 12 } = {}) {
  await openBooking(session, { notice_hours: 0 })
  await openShop(session)
  const thing = await shelve(session, { quantity })
  await saveItem(session, thing.product, { is_published: true, slug: 'oleo', weight_grams: 200 })
  const circle = await workshop(session, seats)
  await saveItem(session, circle.product, { is_published: true, slug: 'roda' })
  const service = await shelve(session, { kind: 'service' })
  await session.asPostgres(
    (sql) => sql`update public.products set session_type_id = ${types.single} where id = ${service.product}`,
  )
  await saveItem(session, service.product, { is_published: true, slug: 'sessao', therapist_id: helena })
  const digital = await shelve(session, { kind: 'digital' })
  await saveItem(session, digital.product, { is_published: true, slug: 'caderno' })
  return { thing, circle, service, digital }
}

export const timesOf = async (session: Session, item = 'sessao') =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: Extract<ShopTimes, { state: 'open' }> }[]>`
      select app.open_shop_times('aurora', ${item}, null, 'ip') as value`
    return row!.value
  })
export const firstTime = async (session: Session): Promise<string> =>
  (await timesOf(session)).days[0]!.slots[0]!.at

export interface Deliveries {
  is_ready: boolean
  offers_pickup: boolean
  pickup_note: string | null
  hold_minutes: number
  rates: Record<string, unknown>[]
}
export const rate = (changes: object = {}) => ({
  id: randomUUID(),
  name: 'PAC',
  cep_from: '01000-000',
  cep_to: '05999-999',
  max_grams: 1000,
  price_cents: 1890,
  free_from_cents: 20000,
  days_min: 3,
  days_max: 6,
  ...changes,
})
export const saveDeliveries = (
  session: Session,
  form: object = {},
  as: Parameters<typeof ask>[3] = 'dona@aurora.test',
) =>
  ask<Deliveries>(
    session,
    'save_shop_deliveries',
    { form: { offers_pickup: true, rates: [rate()], ...form } },
    as,
  )

/** A file of a product that the server has looked at, and nobody keeps yet; answers its id. */
export async function putProductFile(session: Session, product: string): Promise<string> {
  const id = randomUUID()
  await ask(
    session,
    'begin_product_upload',
    { product_id: product, upload_id: id, mime_type: 'application/pdf', bytes: 10, file_name: 'caderno.pdf' },
    'recepcao@aurora.test',
  )
  await session.asPostgres(
    (sql) =>
      sql`update app.media_files set state = 'stored', path = ${`${aurora.id}/${product}/${id}.pdf`} where id = ${id}`,
  )
  return id
}
