import type { Call, Database } from '../platform/db.ts'

/** What the worker may do with stock and purchases. */
export interface CommerceService {
  /** Lets go of what an owner holds, if its time is over by now; how many units. */
  releaseExpiredHolds(tenantId: string, ownerKind: string, ownerId: string): Promise<number>
}

/** The RPCs of commerce over one connection pool. */
export function createCommerceDatabase({ service }: Pick<Database, 'service'>): {
  service: CommerceService
} {
  return { service: createService(service) }
}

function createService(call: Call): CommerceService {
  return {
    releaseExpiredHolds: (tenantId, ownerKind, ownerId) =>
      call((sql) => sql`select app.release_expired_holds(${tenantId}, ${ownerKind}, ${ownerId}) as value`),
  }
}
