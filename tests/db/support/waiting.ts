import type { Session } from './database.ts'

/** Waits until so many connections of this database stand in line for a lock. */
export async function untilSomebodyWaits(db: Session, people = 1): Promise<void> {
  for (;;) {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select count(*) >= ${people} as waits from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (row?.waits) return
  }
}
