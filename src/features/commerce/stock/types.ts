/** A row of `list_products`. */
export interface ProductRow {
  id: string
  name: string
  sort_key: string
  kind: string
  category: string | null
  brand: string | null
  unit: string
  archived_at: string | null
  variants: number
  sku: string | null
  price_cents: number | null
  highest_cents: number | null
  tracks_stock: boolean
  on_hand: number
  reserved: number
}

/** By what the variants of a product differ. */
export interface ProductOption {
  name: string
  choices: string[]
}

/** A variant of `get_product`. */
export interface Variant {
  id: string
  name: string
  choices: string[]
  sku: string
  barcode: string | null
  price_cents: number
  cost_cents: number
  tracks_stock: boolean
  uses_lots: boolean
  reorder_point: number | null
  reorder_quantity: number | null
  supplier_id: string | null
  archived_at: string | null
  on_hand: number
  reserved: number
  value_cents: number
}

/** Answer of `get_product`. */
export interface Product {
  id: string
  kind: string
  name: string
  category: string | null
  brand: string | null
  description: string | null
  unit: string
  ncm: string | null
  cfop: string | null
  service_item: string | null
  tax_basis_points: number | null
  session_type_id: string | null
  package_sessions: number | null
  package_days: number | null
  version: number
  archived_at: string | null
  options: ProductOption[]
  variants: Variant[]
}

/** What a kind of product is, from `product_kinds`. */
export interface ProductKind {
  key: string
  has_stock: boolean
  gives_sessions: boolean
  invoice: string
}

/** A reason of `stock_reasons`. */
export interface StockReason {
  key: string
  adds: boolean
  needs_note: boolean
}

/** A row of `list_stock`. */
export interface StockRow {
  id: string
  product_id: string
  name: string
  sort_key: string
  sku: string
  unit: string
  on_hand: number
  reserved: number
  available: number
  incoming: number
  value_cents: number
  reorder_point: number | null
  is_low: boolean
  uses_lots: boolean
  expires_on: string | null
  need_purchase_id: string | null
  supplier: string | null
}

/** A row of `list_stock_moves`. */
export interface Move {
  id: string
  number: number
  kind: string
  at: string
  variant_id: string
  product_id: string
  name: string
  sku: string
  place: string
  lot: string | null
  on_hand: number
  reserved: number
  on_hand_after: number
  reserved_after: number
  value_cents: number
  reason: string | null
  note: string | null
  actor: string | null
}

export interface Place {
  id: string
  name: string
  is_default: boolean
  archived_at: string | null
}

/** A line of a count sheet. */
export interface CountLine {
  id: string
  variant_id: string
  name: string
  sku: string
  barcode: string | null
  lot_id: string | null
  lot: string | null
  expires_on: string | null
  counted: number | null
  expected: number | null
  difference: number | null
}

/** Answer of `get_stock_count`. */
export interface StockCount {
  id: string
  place: string
  state: 'open' | 'applied' | 'cancelled'
  created_at: string
  closed_at: string | null
  lines: CountLine[]
}

/** A row of `list_suppliers`. */
export interface Supplier {
  id: string
  name: string
  cnpj: string | null
  city: string | null
  state: string | null
  note: string | null
  lead_days: number | null
  minimum_cents: number | null
  terms: string | null
  archived_at: string | null
  open_orders: number
  phones: { id: string; phone: string; type: string; note: string | null; is_primary: boolean }[]
  emails: { id: string; email: string; type: string; note: string | null; is_primary: boolean }[]
}

/** A row of `list_purchases`. */
export interface PurchaseRow {
  id: string
  number: number
  state: PurchaseState
  is_suggested: boolean
  supplier: string
  expected_on: string | null
  created_at: string
  total_cents: number
  ordered: number
  received: number
}
export type PurchaseState = 'draft' | 'sent' | 'partial' | 'received' | 'cancelled'

/** A line of a purchase order. */
export interface PurchaseItem {
  id: string
  variant_id: string
  product_id: string
  name: string
  sku: string
  unit: string
  uses_lots: boolean
  quantity: number
  received: number
  cost_cents: number
}

/** Answer of `get_purchase`. */
export interface Purchase {
  id: string
  number: number
  state: PurchaseState
  is_suggested: boolean
  supplier_id: string
  supplier: Supplier
  place_id: string
  place: string
  expected_on: string | null
  freight_cents: number
  note: string | null
  sent_at: string | null
  sent_by_way: string | null
  version: number
  created_at: string
  total_cents: number
  items: PurchaseItem[]
  receipts: {
    id: string
    invoice: string | null
    note: string | null
    received_at: string
    received_by: string | null
    units: number
  }[]
}
