import type { Call, Database } from '../platform/db.ts'

/** What the worker may do for the trust of a clinic. */
export interface TrustService {
  /** Tells people of an alert that stands, once; how many. */
  tellAlert(tenantId: string, alertId: string): Promise<number>
  /** Brings the summaries of reports up to date; how many clinics had changes. */
  foldReports(): Promise<number>
  /** Raises and ends the alerts of all clinics; how many clinics there are. */
  checkOperations(): Promise<number>
  /** Queues the e-mails of reports that fell due; how many schedules. */
  sendDueReports(): Promise<number>
}

/** The RPCs of trust over one connection pool. */
export function createTrustDatabase({ service }: Pick<Database, 'service'>): { service: TrustService } {
  return { service: createService(service) }
}

function createService(call: Call): TrustService {
  return {
    tellAlert: (tenantId, alertId) =>
      call((sql) => sql`select app.tell_alert(${tenantId}, ${alertId}) as value`),
    foldReports: () => call((sql) => sql`select app.fold_reports() as value`),
    checkOperations: () => call((sql) => sql`select app.check_operations() as value`),
    sendDueReports: () => call((sql) => sql`select app.send_due_reports() as value`),
  }
}
