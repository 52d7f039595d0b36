import type { Session } from './database.ts'

/** Waits until a connection of this database stands in line for a lock. */
export async function untilSomebodyWaits(db: Session): Promise<void> {
  for (;;) {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select exists (
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        ) as waits`,
    )
    if (row?.waits) return
  }
}
