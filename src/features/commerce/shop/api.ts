import { rpc } from '@/lib/rpc'
import type { ShopForm, ShopSettings } from './types'

export const getShopSettings = (tenantId: string): Promise<ShopSettings> =>
  rpc('get_shop_settings', { p_tenant_id: tenantId })

/** The whole form. Refuses everybody but owner, admin and supervisor, an open shop without its seller, and an address that is taken. */
export const saveShopSettings = (tenantId: string, settings: ShopForm): Promise<ShopSettings> =>
  rpc('save_shop_settings', { p_tenant_id: tenantId, p_settings: { ...settings } })
