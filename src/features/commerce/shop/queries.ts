import {
  getCatalogItem,
  getDeliveries,
  getShopChat,
  getShopSettings,
  listProductFiles,
  listProductImages,
  listSaleDates,
} from './api'

const keys = (tenantId: string) => ['tenant', tenantId, 'shop'] as const

export const shopSettingsQuery = (tenantId: string) => ({
  queryKey: [...keys(tenantId), 'settings'],
  queryFn: () => getShopSettings(tenantId),
})
export const deliveriesQuery = (tenantId: string) => ({
  queryKey: [...keys(tenantId), 'deliveries'],
  queryFn: () => getDeliveries(tenantId),
})
export const catalogItemQuery = (tenantId: string, productId: string) => ({
  queryKey: [...keys(tenantId), 'item', productId],
  queryFn: () => getCatalogItem(tenantId, productId),
})
export const saleDatesQuery = (tenantId: string, productId: string) => ({
  queryKey: [...keys(tenantId), 'dates', productId],
  queryFn: () => listSaleDates(tenantId, productId),
})
export const productFilesQuery = (tenantId: string, productId: string) => ({
  queryKey: [...keys(tenantId), 'files', productId],
  queryFn: () => listProductFiles(tenantId, productId),
})
export const productImagesQuery = (tenantId: string, productId: string) => ({
  queryKey: [...keys(tenantId), 'images', productId],
  queryFn: () => listProductImages(tenantId, productId),
})
export const shopChatQuery = (tenantId: string, threadKey: string) => ({
  queryKey: [...keys(tenantId), 'chat', threadKey],
  queryFn: () => getShopChat(tenantId, threadKey),
})
export const reviewsKey = (tenantId: string) => [...keys(tenantId), 'reviews'] as const
