import { invoke, rpc } from '@/lib/rpc'
import type {
  CatalogItem,
  Deliveries,
  ProductFile,
  ProductImage,
  Review,
  SaleDate,
  SaleDateForm,
  ShopChat,
  ShopForm,
  ShopSettings,
} from './types'

export const getShopSettings = (tenantId: string): Promise<ShopSettings> =>
  rpc('get_shop_settings', { p_tenant_id: tenantId })

/** The whole form. Refuses everybody but owner, admin and supervisor, an open shop without its seller, and an address that is taken. */
export const saveShopSettings = (tenantId: string, settings: ShopForm): Promise<ShopSettings> =>
  rpc('save_shop_settings', { p_tenant_id: tenantId, p_settings: { ...settings } })

/** Who says they write in a conversation of the shop's chat; null for a conversation of another channel. */
export const getShopChat = (tenantId: string, threadKey: string): Promise<ShopChat | null> =>
  rpc('get_shop_chat', { p_tenant_id: tenantId, p_thread_key: threadKey })

export const getCatalogItem = (tenantId: string, productId: string): Promise<CatalogItem> =>
  rpc('get_catalog_item', { p_tenant_id: tenantId, p_product_id: productId })

export const saveCatalogItem = (
  tenantId: string,
  productId: string,
  item: Pick<CatalogItem, 'is_published' | 'slug' | 'therapist_id' | 'weight_grams'> & {
    summary: string
    body: string
  },
): Promise<CatalogItem> =>
  rpc('save_catalog_item', { p_tenant_id: tenantId, p_product_id: productId, p_item: { ...item } })

export const listSaleDates = (tenantId: string, productId: string): Promise<SaleDate[]> =>
  rpc('list_schedule_slots', { p_tenant_id: tenantId, p_product_id: productId })

/** Adds a date, or changes the one of `id`; never fewer seats than are held or sold. */
export const saveSaleDate = (tenantId: string, productId: string, date: SaleDateForm): Promise<string> =>
  rpc('save_schedule_slot', { p_tenant_id: tenantId, p_product_id: productId, p_slot: { ...date } })

/** Takes a date off that nobody has bought. */
export const cancelSaleDate = (tenantId: string, slotId: string): Promise<undefined> =>
  rpc('cancel_schedule_slot', { p_tenant_id: tenantId, p_slot_id: slotId })

export const getDeliveries = (tenantId: string): Promise<Deliveries> =>
  rpc('get_shop_deliveries', { p_tenant_id: tenantId })

/** The whole form: rates that are not in it are gone. */
export const saveDeliveries = (
  tenantId: string,
  form: Omit<Deliveries, 'is_ready' | 'carriers'>,
): Promise<Deliveries> => rpc('save_shop_deliveries', { p_tenant_id: tenantId, p_form: { ...form } as never })

/** Connects the clinic's own account at a carrier; its key is tried before anything is kept. */
export const connectCarrier = (
  tenantId: string,
  account: { provider: string; token: string; origin_cep: string; extra_cents: number; extra_days: number },
): Promise<Deliveries> => invoke('connect-carrier', { tenant_id: tenantId, ...account })

export const disconnectCarrier = (tenantId: string, provider: string): Promise<Deliveries> =>
  rpc('disconnect_carrier', { p_tenant_id: tenantId, p_provider: provider })

export const listProductFiles = (tenantId: string, productId: string): Promise<ProductFile[]> =>
  rpc('list_product_files', { p_tenant_id: tenantId, p_product_id: productId })

/** Announces a file of a digital product; the same upload id again is the same upload. */
export const beginProductUpload = (
  tenantId: string,
  productId: string,
  { id, mimeType, bytes, name }: { id: string; mimeType: string; bytes: number; name: string },
): Promise<{ bucket: string; path: string; is_stored: boolean }> =>
  rpc('begin_product_upload', {
    p_tenant_id: tenantId,
    p_product_id: productId,
    p_upload_id: id,
    p_mime_type: mimeType === 'application/octet-stream' ? '' : mimeType,
    p_bytes: bytes,
    p_file_name: name,
  })

/** Lets the server look at a file that was put, and store it. */
export const acceptProductUpload = (tenantId: string, uploadId: string): Promise<unknown> =>
  invoke('accept-media-upload', { tenant_id: tenantId, upload_id: uploadId })

/** Keeps a file that the server has looked at, or changes one. */
export const saveProductFile = (
  tenantId: string,
  productId: string,
  id: string,
  file: Partial<Pick<ProductFile, 'max_downloads' | 'valid_days' | 'is_archived'>>,
): Promise<ProductFile[]> =>
  rpc('save_product_file', { p_tenant_id: tenantId, p_id: id, p_product_id: productId, p_file: file })

/** The pictures of a product, the cover first. */
export const listProductImages = (tenantId: string, productId: string): Promise<ProductImage[]> =>
  rpc('list_product_images', { p_tenant_id: tenantId, p_product_id: productId })

/** Announces a picture of a product; the same upload id again is the same upload. */
export const beginProductImage = (
  tenantId: string,
  productId: string,
  upload: { uploadId: string; mimeType: string; bytes: number; name: string },
): Promise<{ bucket: string; path: string; is_stored: boolean }> =>
  rpc('begin_product_image', {
    p_tenant_id: tenantId,
    p_product_id: productId,
    p_upload_id: upload.uploadId,
    p_mime_type: upload.mimeType,
    p_bytes: upload.bytes,
    p_file_name: upload.name,
  })

/** Lets the server look at a picture that was put, and store it. */
export const acceptProductImage = (tenantId: string, uploadId: string): Promise<unknown> =>
  invoke('accept-media-upload', { tenant_id: tenantId, upload_id: uploadId })

/** Gives up a picture that no product keeps. */
export const cancelProductImage = (tenantId: string, uploadId: string): Promise<void> =>
  rpc('cancel_media_upload', { p_tenant_id: tenantId, p_upload_id: uploadId })

/** All pictures of a product in their order; what is not named is removed. */
export const saveProductImages = (
  tenantId: string,
  productId: string,
  images: Pick<ProductImage, 'id' | 'alt'>[],
): Promise<ProductImage[]> =>
  rpc('save_product_images', {
    p_tenant_id: tenantId,
    p_product_id: productId,
    p_images: images.map(({ id, alt }) => ({ id, alt })),
  })

/** One page of reviews, the newest first. */
export const listReviews = (
  tenantId: string,
  page: { search: string; where: { state: string }; after: Review | null; limit: number },
): Promise<Review[]> =>
  rpc('list_reviews', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_where: page.where,
    p_after: page.after && { id: page.after.id, created_at: page.after.created_at },
    p_limit: page.limit,
  })

/** Shows a review in the shop or not, with the clinic's reply. */
export const decideReview = (
  tenantId: string,
  id: string,
  { state, reason, reply }: { state: 'published' | 'rejected'; reason: string | null; reply: string },
): Promise<unknown> =>
  rpc('decide_review', { p_tenant_id: tenantId, p_id: id, p_state: state, p_reason: reason, p_reply: reply })
