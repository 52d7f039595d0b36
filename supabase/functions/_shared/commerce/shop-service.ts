import type { Call } from '../platform/db.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { CarrierService, Parcel } from './carriers/carrier.ts'

/** What every page of a shop says of the seller. */
export interface ShopFrame {
  slug: string
  clinic: string
  time_zone: string
  /** Whether search engines may list it. */
  is_indexed: boolean
  legal_name: string
  tax_id: string
  address: string
  email: string | null
  phone: string | null
  intro_text: string | null
  policy_text: string | null
  /** Whether visitors may write to the clinic. */
  has_chat: boolean
}

/** A picture of a product, without its address. */
export interface ShopImage {
  id: string
  /** What is on it; null: the name of the product says it. */
  alt: string | null
  width: number | null
  height: number | null
}

export interface ShopRating {
  count: number
  /** One to five, with one decimal. */
  average: number
}

/** What a buyer says of a product. */
export interface ShopReview {
  stars: number
  body: string | null
  /** First name and an initial. */
  name: string
  /** The clinic's. */
  reply: string | null
  /** Its day, `2026-12-01`. */
  on: string
}

/** A product as lists show it; cents of reais, moments in UTC. */
export interface ShopCard {
  slug: string
  name: string
  kind: string
  category: string | null
  summary: string | null
  price_cents: number | null
  dearest_cents: number | null
  is_available: boolean
  next_at: string | null
  /** Its cover. */
  image: ShopImage | null
  /** Its reviews in a number; null where none is shown. */
  rating: ShopRating | null
  updated_at: string
}

export interface ShopVariant {
  id: string
  sku: string
  /** Its choices; empty where the product has one variant. */
  name: string
  price_cents: number
  is_available: boolean
}

/** A date of what is sold by seats. */
export interface ShopDate {
  id: string
  starts_at: string
  ends_at: string
  /** On the clinic's clock, `2026-12-01T15:00`. */
  start_local: string
  place: string | null
  free: number
}

export interface ShopItem extends ShopCard {
  body: string | null
  /** The cover first. */
  images: ShopImage[]
  /** The newest first. */
  reviews: ShopReview[]
  variants: ShopVariant[]
  dates: ShopDate[]
}

export interface ShopFilter {
  q: string | null
  category: string | null
  kind: string | null
  /** Slug of the last item that was seen. */
  after: string | null
}

type Refused = { state: 'unknown' } | { state: 'limited' }

export interface OpenShop {
  state: 'open'
  shop: ShopFrame
  items: ShopCard[]
  next: string | null
  categories: string[]
  kinds: string[]
}
export type ShopPage = OpenShop | Refused
export type ShopItemPage =
  { state: 'open'; shop: ShopFrame; item: ShopItem } | { state: 'gone'; shop: ShopFrame } | Refused

/** A line of a cart, as a browser keeps it: `at` in UTC, `2026-12-01T18:00Z`. */
export interface CartLine {
  variant_id: string
  quantity: number
  slot_id: string | null
  at: string | null
}

/** What somebody wants, without a person or a price in it. */
export interface Cart {
  lines: CartLine[]
  coupon: string | null
  cep: string | null
  /** The id of a way. */
  delivery: string | null
}

/** A line as it stands now; cents of reais. */
export interface QuotedLine extends CartLine {
  name: string | null
  slug: string | null
  kind: string | null
  price_cents: number | null
  is_shipped: boolean | null
  /** Whether it is bought with a time in somebody's agenda. */
  has_time: boolean
  /** On the clinic's clock. */
  at_local: string | null
  place: string | null
  available: number | null
  problem: 'gone' | 'needs_date' | 'needs_time' | 'sold_out' | 'fewer' | 'time_taken' | null
}

/** A way in which things get to whoever buys them. */
export interface ShippingWay {
  id: string
  kind: 'pickup' | 'ship'
  name: string
  price_cents: number
  days_min: number | null
  days_max: number | null
  note: string | null
}

/** What a cart costs now, all of it. */
export interface Quote {
  lines: QuotedLine[]
  subtotal_cents: number
  coupon: string | null
  coupon_fits: boolean
  discount_cents: number
  ships: boolean
  needs_patient: boolean
  cep: string | null
  ways: ShippingWay[]
  way: ShippingWay | null
  shipping_cents: number
  total_cents: number
  is_ready: boolean
  pays_online: boolean
}

/** As it was typed. */
export interface Buyer {
  full_name: string
  phone: string
  email: string
  cpf: string
  street: string
  number: string
  complement: string
  district: string
  city: string
  state: string
  accepted: boolean
  /** The notices that stood beside the tick. */
  accepted_text: string
}

export type BuyerProblems = Partial<Record<keyof Buyer | 'cep' | 'delivery', 'required' | 'invalid'>>

export type QuotedCart = { state: 'open'; shop: ShopFrame; quote: Quote } | Refused

export type PlacedOrder =
  | { state: 'placed'; tenant_id: string; page_key: string }
  | { state: 'short' | 'changed' | 'coupon'; shop: ShopFrame; quote: Quote }
  | { state: 'invalid'; shop: ShopFrame; quote: Quote; problems: BuyerProblems }
  | Refused

/** Free times of a service that is bought with one. */
export type ShopTimes =
  | {
      state: 'open'
      therapist: string
      council: string | null
      minutes: number
      is_online: boolean
      time_zone: string
      days: { day: string; slots: { at: string; time: string }[] }[]
      next: string | null
    }
  | { state: 'none' }
  | { state: 'limited' }

/** Where a picture of something that stands in an open shop lies. */
export type OpenImage = { state: 'open'; path: string; mime_type: string } | Refused

/** A message as the visitor's page shows it; `machine`: nobody of the clinic wrote it. `at_local`: on the clinic's clock. */
export interface ChatMessage {
  by: 'visitor' | 'clinic' | 'machine'
  body: string
  at_local: string
}

/** What was said in the chat of one browser, the oldest first. */
export interface ShopChat {
  full_name: string
  messages: ChatMessage[]
}

/** As it was typed; whoever is in a chat already types the text alone. */
export interface ChatTyped {
  text: string
  full_name: string
  phone: string
  accepted: boolean
  /** The notice that stood beside the tick. */
  accepted_text: string
}

export type ChatProblems = Partial<
  Record<'text' | 'full_name' | 'phone' | 'accepted', 'required' | 'invalid' | 'too_long'>
>

/** No chat: the browser has no secret, or one that opens none. */
export type OpenChat = { state: 'open'; shop: ShopFrame; chat: ShopChat | null } | Refused

export type WrittenChat =
  /** `is_new`: the browser keeps the new secret. `wakes`: a worker has something to do. */
  | { state: 'written'; is_new: boolean; wakes?: boolean }
  | { state: 'invalid'; problems: ChatProblems }
  | Refused

/** An account of a clinic that is to be asked what a parcel costs. */
export interface CarrierAsk extends Parcel {
  tenant_id: string
  id: string
  provider: string
  credentials: Sealed
}

/** The shop as strangers see it. */
export interface ShopService {
  times(slug: string, item: string, from: string | null, ipHash: string | null): Promise<ShopTimes>
  quote(slug: string, cart: Cart, ipHash: string | null): Promise<QuotedCart>
  /** `token` names the form: sent twice, it is one order. */
  place(
    slug: string,
    token: string,
    cart: Cart & { expected_cents: number },
    buyer: Buyer,
    ipHash: string | null,
  ): Promise<PlacedOrder>
  open(slug: string, filter: ShopFilter, ipHash: string | null): Promise<ShopPage>
  openItem(slug: string, item: string, ipHash: string | null): Promise<ShopItemPage>
  openImage(slug: string, id: string, ipHash: string | null): Promise<OpenImage>
  openChat(slug: string, secret: string | null, ipHash: string | null): Promise<OpenChat>
  /** `secret` opens the chat, or `newSecret` a new one; `formToken` names the form: sent twice, it is one message. */
  writeChat(
    slug: string,
    keys: { secret: string | null; newSecret: string; formToken: string },
    typed: ChatTyped,
    ipHash: string | null,
  ): Promise<WrittenChat>
  carriersToAsk(slug: string, cart: Cart, ipHash: string | null): Promise<CarrierAsk[]>
  /** Null services: the key is refused. */
  keepShippingQuote(
    tenantId: string,
    accountId: string,
    parcel: Pick<Parcel, 'to' | 'grams' | 'cents'>,
    services: CarrierService[] | null,
  ): Promise<unknown>
  /** What stands in the sitemap of a shop; without a slug: all shops that search engines may list. */
  addresses(slug: string | null): Promise<{ path: string; updated_at: string }[]>
}

/** The RPCs of the shop. */
export function createShopService(call: Call): ShopService {
  return {
    times: (slug, item, from, ipHash) =>
      call((sql) => sql`select app.open_shop_times(${slug}, ${item}, ${from}, ${ipHash}) as value`),
    quote: (slug, cart, ipHash) =>
      call(
        (sql) =>
          sql`select app.quote_shop_cart(${slug}, ${JSON.stringify(cart)}::text::jsonb, ${ipHash}) as value`,
      ),
    place: (slug, token, cart, buyer, ipHash) =>
      call(
        (sql) => sql`select app.place_shop_order(${slug}, ${token}, ${JSON.stringify(cart)}::text::jsonb,
          ${JSON.stringify(buyer)}::text::jsonb, ${ipHash}) as value`,
      ),
    open: (slug, filter, ipHash) =>
      call((sql) => sql`select app.open_shop(${slug}, ${sql.json({ ...filter })}, ${ipHash}) as value`),
    openItem: (slug, item, ipHash) =>
      call((sql) => sql`select app.open_shop_item(${slug}, ${item}, ${ipHash}) as value`),
    openImage: (slug, id, ipHash) =>
      call((sql) => sql`select app.open_shop_image(${slug}, ${id}, ${ipHash}) as value`),
    openChat: (slug, secret, ipHash) =>
      call((sql) => sql`select app.open_shop_chat(${slug}, ${secret}, ${ipHash}) as value`),
    writeChat: (slug, { secret, newSecret, formToken }, typed, ipHash) =>
      call(
        (sql) => sql`select app.write_shop_chat(${slug}, ${secret}, ${newSecret}, ${formToken},
          ${JSON.stringify(typed)}::text::jsonb, ${ipHash}) as value`,
      ),
    carriersToAsk: (slug, cart, ipHash) =>
      call(
        (sql) =>
          sql`select app.carriers_to_ask(${slug}, ${JSON.stringify(cart)}::text::jsonb, ${ipHash}) as value`,
      ),
    keepShippingQuote: (tenantId, accountId, { to, grams, cents }, services) =>
      call(
        (sql) => sql`select app.keep_shipping_quote(${tenantId}, ${accountId}, ${to}, ${grams}, ${cents},
          ${services && JSON.stringify(services)}::text::jsonb) as value`,
      ),
    addresses: (slug) => call((sql) => sql`select app.shop_addresses(${slug}) as value`),
  }
}
