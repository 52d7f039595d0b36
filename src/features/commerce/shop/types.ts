/** What the settings of the shop are saved with. */
export interface ShopForm {
  is_open: boolean
  slug: string
  is_indexed: boolean
  legal_name: string
  /** CPF or CNPJ, as it is shown. */
  tax_id: string
  address: string
  email: string
  phone: string
  intro_text: string
  policy_text: string
  /** Whether buyers are asked for reviews, and the shop shows them. */
  takes_reviews: boolean
  /** Whether visitors may write to the clinic. */
  has_chat: boolean
}

export type ShopSettings = {
  [K in keyof ShopForm]: ShopForm[K] extends string ? string | null : ShopForm[K]
} & {
  /** Whether the clinic has switched the module on. */
  is_on: boolean
  suggested_slug: string
  /** Councils whose therapists' care shows no reviews. */
  review_limits: string[]
  /** How many products stand in it. */
  published: number
}

/** Who a visitor of the shop says they are. */
export interface ShopChat {
  full_name: string
  /** E.164, as it was typed: nobody has proved it. */
  phone: string
  created_at: string
  /** Whose number it is. */
  patients: { id: string; name: string }[]
}

/** How a product stands in the shop. */
export interface CatalogItem {
  is_published: boolean
  slug: string
  summary: string | null
  body: string | null
  /** Whose agenda is booked when it is bought; null: it is bought without a time. */
  therapist_id: string | null
  /** Whose agenda can be booked; null: it is no service with a type of session. */
  therapists: { id: string; name: string }[] | null
  weight_grams: number | null
  is_shipped: boolean
  /** Whoever has paid gets its files. */
  is_downloaded: boolean
  /** Null while the shop is closed. */
  shop_slug: string | null
}

/** A picture of a product; the first of them is the cover. */
export interface ProductImage {
  id: string
  /** What is on it; null: the name of the product says it. */
  alt: string | null
  /** In the bucket product-images. */
  path: string
  mime_type: string
  width: number | null
  height: number | null
}

/** A date of what is sold by seats; moments in UTC, `start_local` on the clinic's clock. */
export interface SaleDate {
  id: string
  starts_at: string
  start_local: string
  minutes: number
  capacity: number
  reserved: number
  sold: number
  place: string | null
  is_cancelled: boolean
}

export interface SaleDateForm {
  id?: string
  start_local: string
  minutes: number
  capacity: number
  place: string
}

/** What buyers of a digital product download. */
export interface ProductFile {
  id: string
  name: string
  size: number
  /** How often one purchase opens it. */
  max_downloads: number
  /** For how long after the payment. */
  valid_days: number
  is_archived: boolean
}

/** Somebody who says what sending costs, and the clinic's account there; cents of reais, working days. */
export interface Carrier {
  provider: string
  name: string
  is_connected: boolean
  origin_cep: string | null
  extra_cents: number | null
  extra_days: number | null
  key_hint: string | null
  is_key_refused: boolean
}

/** What it costs to send things to a range of CEPs. */
export interface ShippingRate {
  id: string
  name: string
  cep_from: string
  cep_to: string
  /** Null: however heavy. */
  max_grams: number | null
  price_cents: number
  /** From this value it costs nothing. */
  free_from_cents: number | null
  days_min: number
  days_max: number
}

/** How things of the shop get to whoever bought them. */
export interface Deliveries {
  /** Whether the shop has its settings. */
  is_ready: boolean
  offers_pickup: boolean
  pickup_note: string | null
  /** How long an order waits for its money. */
  hold_minutes: number
  rates: ShippingRate[]
  /** Who can be asked what sending costs. */
  carriers: Carrier[]
}

/** The public address of a shop, or of an item in it. */
export const shopAddress = (slug: string, item = ''): string =>
  `${window.location.origin}/loja/${slug}${item && `/${item}`}`

export const reviewStates = ['pending', 'published', 'rejected'] as const

/** What a buyer says of a product. */
export interface Review {
  id: string
  product: string
  stars: number
  body: string | null
  /** First name and an initial. */
  shown_name: string
  state: (typeof reviewStates)[number]
  /** Why it is not shown. */
  reason: string | null
  /** The clinic's. */
  reply: string | null
  created_at: string
  /** Whether the clinic and the profession allow reviews of the product. */
  may_be_shown: boolean
}
