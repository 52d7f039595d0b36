import type { JobHandler } from '../../platform/jobs.ts'
import type { StockService } from '../stock-database.ts'

export interface SuggestPurchasesDeps {
  stock: Pick<StockService, 'suggestPurchases'>
}

/** Every morning: what fell to its reorder point becomes a line of a suggested order. */
export function suggestPurchases({ stock }: SuggestPurchasesDeps): JobHandler {
  return async ({ tenant_id }) => {
    await stock.suggestPurchases(tenant_id)
  }
}
