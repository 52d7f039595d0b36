import { rest, rpc, unwrap } from '@/lib/rpc'
import type {
  Move,
  Place,
  Product,
  ProductKind,
  ProductRow,
  Purchase,
  PurchaseRow,
  StockCount,
  StockReason,
  StockRow,
  Supplier,
} from './types'

/** One page of a list. */
interface Page<Row> {
  search?: string
  where?: Record<string, unknown>
  after: Row | null
  limit: number
}

const plain = <Value>(value: Value) => JSON.parse(JSON.stringify(value))

/** One page of products. */
export const listProducts = (tenantId: string, page: Page<ProductRow>): Promise<ProductRow[]> =>
  rpc('list_products', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_after: plain(page.after),
    p_limit: page.limit,
    p_where: plain(page.where ?? {}),
  })
/** A product with its options and variants. */
export const getProduct = (tenantId: string, id: string): Promise<Product> =>
  rpc('get_product', { p_tenant_id: tenantId, p_id: id })
/** Writes a product with all of its variants; `version` is the one that was read, null for a new one. */
export const saveProduct = (
  tenantId: string,
  id: string,
  version: number | null,
  product: object,
): Promise<Product> =>
  rpc('save_product', { p_tenant_id: tenantId, p_id: id, p_version: version, p_product: plain(product) })
/** Products out of the lists, or back. */
export const archiveProducts = (tenantId: string, ids: string[], archived: boolean): Promise<number> =>
  rpc('archive_products', { p_tenant_id: tenantId, p_ids: ids, p_archived: archived })

/** One page of what is in stock. */
export const listStock = (tenantId: string, page: Page<StockRow>): Promise<StockRow[]> =>
  rpc('list_stock', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_after: plain(page.after),
    p_limit: page.limit,
    p_where: plain(page.where ?? {}),
  })
/** One page of the ledger, the latest first. */
export const listMoves = (tenantId: string, page: Page<Move>): Promise<Move[]> =>
  rpc('list_stock_moves', {
    p_tenant_id: tenantId,
    p_where: plain(page.where ?? {}),
    p_before: page.after?.number ?? null,
    p_limit: page.limit,
  })
/** Corrects a stock by hand, once for `id`. */
export const adjustStock = (
  tenantId: string,
  id: string,
  sent: {
    variantId: string
    placeId: string | null
    quantity: number
    reason: string
    note: string | null
    lot: object | null
  },
): Promise<unknown> =>
  rpc('adjust_stock', {
    p_tenant_id: tenantId,
    p_id: id,
    p_variant_id: sent.variantId,
    p_place_id: sent.placeId,
    p_quantity: sent.quantity,
    p_reason: sent.reason,
    p_note: sent.note,
    p_lot: plain(sent.lot),
  })
/** Moves units to another place, once for `id`. */
export const transferStock = (
  tenantId: string,
  id: string,
  from: string,
  to: string,
  lines: object[],
): Promise<number> =>
  rpc('transfer_stock', { p_tenant_id: tenantId, p_id: id, p_from: from, p_to: to, p_lines: plain(lines) })
/** Writes a place of the stock. */
export const savePlace = (tenantId: string, id: string, name: string, archived = false): Promise<unknown> =>
  rpc('save_stock_place', { p_tenant_id: tenantId, p_id: id, p_name: name, p_archived: archived })

/** Begins to count a place. */
export const beginCount = (tenantId: string, id: string, placeId: string | null): Promise<StockCount> =>
  rpc('begin_stock_count', { p_tenant_id: tenantId, p_id: id, p_place_id: placeId })
/** A count and its sheet. */
export const getCount = (tenantId: string, id: string): Promise<StockCount> =>
  rpc('get_stock_count', { p_tenant_id: tenantId, p_id: id })
/** What was counted of a line, as of now. */
export const countLine = (
  tenantId: string,
  id: string,
  line: { variant_id: string; lot_id: string | null },
  counted: number | null,
): Promise<{ counted: number | null; expected: number | null; difference: number | null }> =>
  rpc('count_stock', {
    p_tenant_id: tenantId,
    p_id: id,
    p_variant_id: line.variant_id,
    p_lot_id: line.lot_id,
    p_counted: counted,
  })
/** Ends a count: applied, or thrown away. Where units are missing, `why` says the reason. */
export const closeCount = (
  tenantId: string,
  id: string,
  apply: boolean,
  why: string | null,
): Promise<StockCount> =>
  rpc('close_stock_count', { p_tenant_id: tenantId, p_id: id, p_apply: apply, p_note: why })

/** All suppliers, by name. */
export const listSuppliers = (tenantId: string): Promise<Supplier[]> =>
  rpc('list_suppliers', { p_tenant_id: tenantId })
/** Writes a supplier. */
export const saveSupplier = (
  tenantId: string,
  id: string,
  sent: { supplier: object; phones: object[]; emails: object[] },
): Promise<Supplier> =>
  rpc('save_supplier', {
    p_tenant_id: tenantId,
    p_id: id,
    p_supplier: plain(sent.supplier),
    p_phones: plain(sent.phones),
    p_emails: plain(sent.emails),
  })

/** One page of purchase orders. */
export const listPurchases = (tenantId: string, page: Page<PurchaseRow>): Promise<PurchaseRow[]> =>
  rpc('list_purchases', {
    p_tenant_id: tenantId,
    p_after: plain(page.after),
    p_limit: page.limit,
    p_where: plain(page.where ?? {}),
  })
/** A purchase order with its lines and deliveries. */
export const getPurchase = (tenantId: string, id: string): Promise<Purchase> =>
  rpc('get_purchase', { p_tenant_id: tenantId, p_id: id })
/** Writes a draft. */
export const savePurchase = (
  tenantId: string,
  id: string,
  version: number | null,
  purchase: object,
): Promise<Purchase> =>
  rpc('save_purchase', { p_tenant_id: tenantId, p_id: id, p_version: version, p_purchase: plain(purchase) })
/** The supplier gets it. */
export const sendPurchase = (
  tenantId: string,
  id: string,
  way: 'email' | 'whatsapp' | 'other',
): Promise<Purchase> => rpc('send_purchase', { p_tenant_id: tenantId, p_id: id, p_way: way })
/** Nothing more comes of it. */
export const cancelPurchase = (tenantId: string, id: string): Promise<Purchase> =>
  rpc('cancel_purchase', { p_tenant_id: tenantId, p_id: id })
/** What arrived, once for `receiptId`. */
export const receivePurchase = (
  tenantId: string,
  id: string,
  receiptId: string,
  lines: object[],
  receipt: object,
): Promise<Purchase> =>
  rpc('receive_purchase', {
    p_tenant_id: tenantId,
    p_id: id,
    p_receipt_id: receiptId,
    p_lines: plain(lines),
    p_receipt: plain(receipt),
  })

/** Kinds of products, reasons of corrections, places, and what can be booked. */
export async function getFacts(tenantId: string): Promise<{
  kinds: ProductKind[]
  reasons: StockReason[]
  places: Place[]
  sessionTypes: { id: string; name: string }[]
}> {
  const [kinds, reasons, places, sessionTypes] = await Promise.all([
    unwrap<ProductKind[]>(
      rest
        .from('product_kinds')
        .select('key, has_stock, has_seats, gives_sessions, invoice')
        .order('position'),
    ),
    unwrap<StockReason[]>(rest.from('stock_reasons').select('key, adds, needs_note').order('position')),
    unwrap<Place[]>(
      rest
        .from('stock_places')
        .select('id, name, is_default, archived_at')
        .eq('tenant_id', tenantId)
        .order('position'),
    ),
    unwrap<{ id: string; name: string }[]>(
      rest
        .from('session_types')
        .select('id, name')
        .eq('tenant_id', tenantId)
        .is('archived_at', null)
        .order('name'),
    ),
  ])
  return { kinds, reasons, places, sessionTypes }
}
