import type { Call, Database } from '../platform/db.ts'

/** What the worker may do for the trust of a clinic. */
export interface TrustService {
  /** Tells people of an alert that stands, once; how many. */
  tellAlert(tenantId: string, alertId: string): Promise<number>
}

/** The RPCs of trust over one connection pool. */
export function createTrustDatabase({ service }: Pick<Database, 'service'>): { service: TrustService } {
  return { service: createService(service) }
}

function createService(call: Call): TrustService {
  return {
    tellAlert: (tenantId, alertId) =>
      call((sql) => sql`select app.tell_alert(${tenantId}, ${alertId}) as value`),
  }
}
