import type { Database } from '../platform/db.ts'

/** What the clock does for the audit of all clinics. */
export interface AuditKeeper {
  /** Puts what was written down since into the chains; how many rows. */
  sealAudits(): Promise<number>
  /** Looks at every chain; how many are not whole. */
  checkAudits(): Promise<number>
  /** Removes what clinics keep no longer; how many rows. */
  pruneAudits(): Promise<number>
}

/** The RPCs of the audit over one connection pool. */
export function createAuditKeeper({ service }: Pick<Database, 'service'>): AuditKeeper {
  const long = 120_000
  return {
    sealAudits: () => service((sql) => sql`select app.seal_audits() as value`, long),
    checkAudits: () => service((sql) => sql`select app.check_audits() as value`, long),
    pruneAudits: () => service((sql) => sql`select app.prune_audits() as value`, long),
  }
}
