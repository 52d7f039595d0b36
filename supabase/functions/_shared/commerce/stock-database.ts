import type { Call, Database } from '../platform/db.ts'

/** What the worker may do with stock and purchases. */
export interface StockService {
  /** Lets go of what an owner holds, if its time is over by now; how many units. */
  releaseExpiredHolds(tenantId: string, ownerKind: string, ownerId: string): Promise<number>
  /** What has to be bought becomes suggested orders, once a need; how many needs are new. */
  suggestPurchases(tenantId: string): Promise<number>
  /** A job for each clinic with a reorder point; how many. */
  enqueuePurchaseSuggestions(): Promise<number>
  /** Tells workflows which lots expire soon; how many lots. */
  tellExpiringLots(): Promise<number>
}

/** The RPCs of stock and purchases over one connection pool. */
export function createStockDatabase({ service }: Pick<Database, 'service'>): { service: StockService } {
  return { service: createService(service) }
}

function createService(call: Call): StockService {
  return {
    releaseExpiredHolds: (tenantId, ownerKind, ownerId) =>
      call((sql) => sql`select app.release_expired_holds(${tenantId}, ${ownerKind}, ${ownerId}) as value`),
    suggestPurchases: (tenantId) => call((sql) => sql`select app.suggest_purchases(${tenantId}) as value`),
    enqueuePurchaseSuggestions: () => call((sql) => sql`select app.enqueue_purchase_suggestions() as value`),
    tellExpiringLots: () => call((sql) => sql`select app.tell_expiring_lots() as value`),
  }
}
