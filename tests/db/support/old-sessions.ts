import { aurora } from './cast.ts'
import type { Session } from './database.ts'

/** Aurora's sessions (or one) as they were before there was a ledger: booked, and not charged. */
export async function forgetMoney(session: Session, id: string | null = null): Promise<void> {
  await session.asPostgres(async (sql) => {
    const [payers] = await sql<{ ids: string[] }[]>`
      select array(select distinct c.payer_id from public.money_charges c
        where c.tenant_id = ${aurora.id} and c.origin = 'session' and (${id}::uuid is null or c.session_id = ${id})) as ids`
    await sql`
      delete from public.session_bills b where b.tenant_id = ${aurora.id} and (${id}::uuid is null or b.session_id = ${id})`
    await sql`
      delete from public.money_entries e
      where e.tenant_id = ${aurora.id} and e.session_id is not null and (${id}::uuid is null or e.session_id = ${id})`
    await sql`
      update public.payers y set balance_cents = coalesce(
        (select sum(e.amount_cents) from public.money_entries e where e.tenant_id = y.tenant_id and e.payer_id = y.id), 0)
      where y.id = any (${payers!.ids})`
    await sql`
      insert into app.unbilled_sessions (tenant_id, session_id)
      select s.tenant_id, s.id from public.sessions s
      where s.tenant_id = ${aurora.id} and (${id}::uuid is null or s.id = ${id}) on conflict do nothing`
  })
}
