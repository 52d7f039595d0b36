import type { TransactionSql } from 'postgres'

/** For whom the reports are made. */
export interface Readers {
  tenantId: string
  /** Owner of the clinic. */
  owner: string
  /** Administrator of the service. */
  saasAdmin: string
}

/** A read that may be a second old, and so may go to a replica. */
export interface Report {
  name: string
  as: string
  ask(sql: TransactionSql): Promise<unknown>
}

/** Rows a page of an export has (`EXPORT_PAGE` of the lists). */
const page = 200

/** The dashboards, statistics and exported lists of today: functions that are STABLE and lock nothing. */
export function reportsFor({ tenantId, owner, saasAdmin }: Readers): Report[] {
  const clinic = (name: string, ask: Report['ask']): Report => ({ name, as: owner, ask })
  const service = (name: string, ask: Report['ask']): Report => ({ name, as: saasAdmin, ask })
  return [
    clinic('get_today', (sql) => sql`select public.get_today(${tenantId})`),
    clinic('get_queue_metrics', (sql) => sql`select public.get_queue_metrics(${tenantId})`),
    clinic('channel_health', (sql) => sql`select public.channel_health(${tenantId})`),
    clinic('count_conversation_columns', (sql) => sql`select public.count_conversation_columns(${tenantId})`),
    clinic('get_credits_overview', (sql) => sql`select public.get_credits_overview(${tenantId})`),
    clinic('credit_consumption', (sql) => sql`select * from public.credit_consumption(${tenantId}, 366)`),
    clinic(
      'get_service_report',
      (sql) =>
        sql`select public.get_service_report(${tenantId}, current_date - 30, current_date - 1, 'month')`,
    ),
    clinic('list_payouts', (sql) => sql`select * from public.list_payouts(${tenantId}, current_date)`),
    clinic('list_members', (sql) => sql`select * from public.list_members(${tenantId})`),
    clinic('list_queue_jobs', (sql) => sql`select * from public.list_queue_jobs(${tenantId}, 'dead')`),
    clinic('list_unparsed_events', (sql) => sql`select * from public.list_unparsed_events(${tenantId})`),
    clinic('list_credit_transactions', (sql) =>
      allPages(
        (last) =>
          sql`select * from public.list_credit_transactions(${tenantId}, p_before => ${(last?.id as string) ?? null}, p_limit => ${page})`,
      ),
    ),
    service('most_bought_package', (sql) => sql`select public.most_bought_package()`),
    service('saas_credits_overview', (sql) => sql`select public.saas_credits_overview()`),
    service('saas_book_check', (sql) => sql`select public.saas_book_check()`),
    service('saas_list_tenants', (sql) => sql`select * from public.saas_list_tenants(p_limit => ${page})`),
    service('saas_list_credit_balances', (sql) => sql`select * from public.saas_list_credit_balances()`),
    service('saas_list_credit_purchases', (sql) => sql`select * from public.saas_list_credit_purchases()`),
    service('saas_list_addon_credits', (sql) => sql`select * from public.saas_list_addon_credits()`),
    service(
      'saas_list_addon_transactions',
      (sql) => sql`select * from public.saas_list_addon_transactions()`,
    ),
    service('saas_list_asaas_events', (sql) => sql`select * from public.saas_list_asaas_events()`),
    service('saas_list_package_changes', (sql) => sql`select * from public.saas_list_package_changes()`),
    service('saas_list_top_ups', (sql) => sql`select * from public.saas_list_top_ups()`),
  ]
}

type Row = Record<string, unknown>

/** Everything that a list holds, page after page, as the screen saves it. */
async function allPages(fetchPage: (last: Row | undefined) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const more = await fetchPage(rows.at(-1))
    rows.push(...more)
    if (more.length < page) return rows
  }
}
