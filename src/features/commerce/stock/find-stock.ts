import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import type { Found } from '@/ui/FindField.vue'
import { listStock } from './api'
import { stockKeys } from './queries'

/** Finds what has stock by its name, SKU or barcode. */
export function useFindStock() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  return {
    findKey: stockKeys.of(tenantId, 'find'),
    async find(text: string): Promise<Found[]> {
      const rows = await listStock(tenantId, { search: text, after: null, limit: 12 })
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        about: t('stock.availableShort', { n: row.available }),
      }))
    },
  }
}
