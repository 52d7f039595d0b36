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

/** Waits until a connection stands in line for what the connection with this process id holds. */
export async function untilSomebodyWaitsFor(db: Session, pid: number): Promise<void> {
  for (;;) {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select bool_or(${pid} = any (pg_blocking_pids(a.pid))) as waits from pg_stat_activity a
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (row?.waits) return
  }
}
