import { aurora } from './cast.ts'
import type { Session } from './database.ts'

export interface AuditRow {
  id: string
  seq: string | null
  actor_kind: string
  actor_id: string | null
  actor_name: string | null
  action: string
  entity: string
  entity_id: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  reason: string | null
  request_id: string | null
}

/** What was written down of Aurora since the test began, as the table has it. */
export const auditRows = (session: Session, action?: string): Promise<AuditRow[]> =>
  session.asPostgres(
    (sql) => sql<AuditRow[]>`
      select * from public.audit_logs
      where tenant_id = ${aurora.id} and at >= now() and (${action ?? null}::text is null or action = ${action ?? null}) order by id`,
  )

/** Writes down some acts of the system. */
export const act = (session: Session, count = 1, tenant: string = aurora.id): Promise<unknown> =>
  session.asService(
    (sql) => sql`
      select app.audit(${tenant}, 'clinic.changed', 'clinic', ${tenant}, jsonb_build_object('name', n), jsonb_build_object('name', n + 1), 'why')
      from generate_series(1, ${count}::int) n`,
  )

export const seal = async (session: Session, tenant: string = aurora.id): Promise<number> => {
  const [row] = await session.asService((sql) => sql`select app.seal_audit(${tenant}) as sealed`)
  return row!.sealed as number
}

/** From here on acts of the test are sealed by the clock alone, when the test says. */
export const sealByClock = (session: Session): Promise<unknown> =>
  session.asPostgres(async (sql) => {
    await sql`set constraints public.audit_logs_seal immediate`
    await sql`select set_config('app.audit_sealed', string_agg(id::text, ' '), true) from public.tenants`
  })

/** What app.check_audit_chain finds. */
export const faults = async (
  session: Session,
  tenant: string = aurora.id,
): Promise<{ seq: string; fault: string }[]> => [
  ...(await session.asService(
    (sql) => sql<{ seq: string; fault: string }[]>`select seq, fault from app.check_audit_chain(${tenant})`,
  )),
]
