import { getShopSettings } from './api'

export const shopSettingsQuery = (tenantId: string) => ({
  queryKey: ['tenant', tenantId, 'shop', 'settings'],
  queryFn: () => getShopSettings(tenantId),
})
