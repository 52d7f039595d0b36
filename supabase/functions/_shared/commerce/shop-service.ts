import type { Call } from '../platform/db.ts'

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

/** Where a picture of something that stands in an open shop lies. */
export type OpenImage = { state: 'open'; path: string; mime_type: string } | Refused

/** The shop as strangers see it. */
export interface ShopService {
  open(slug: string, filter: ShopFilter, ipHash: string | null): Promise<ShopPage>
  openItem(slug: string, item: string, ipHash: string | null): Promise<ShopItemPage>
  openImage(slug: string, id: string, ipHash: string | null): Promise<OpenImage>
  /** What stands in the sitemap of a shop; without a slug: all shops that search engines may list. */
  addresses(slug: string | null): Promise<{ path: string; updated_at: string }[]>
}

/** The RPCs of the shop. */
export function createShopService(call: Call): ShopService {
  return {
    open: (slug, filter, ipHash) =>
      call((sql) => sql`select app.open_shop(${slug}, ${sql.json({ ...filter })}, ${ipHash}) as value`),
    openItem: (slug, item, ipHash) =>
      call((sql) => sql`select app.open_shop_item(${slug}, ${item}, ${ipHash}) as value`),
    openImage: (slug, id, ipHash) =>
      call((sql) => sql`select app.open_shop_image(${slug}, ${id}, ${ipHash}) as value`),
    addresses: (slug) => call((sql) => sql`select app.shop_addresses(${slug}) as value`),
  }
}
