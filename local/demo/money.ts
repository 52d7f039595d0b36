import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const reception = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')!.id
const money = (n: number) => `00000000-0000-4000-8000-00000d1e${String(n).padStart(4, '0')}`

/** Places among the clinic's patients: who has bought a package, who pays by the month, who pays a social fee. */
const packaged = 20
const monthly = 26
const social = 33

/**
 * Gives Clínica Aurora what money has beside payments, once in the life of a database: a charge that is paid in part, a
 * package, a monthly fee, a social fee, misses that are charged, and a refund. Everything through the functions of screens.
 */
export async function loadDemoMoney(databaseUrl: string, superuserUrl: string): Promise<void> {
  const path = 'local/demo/money'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const tell = transaction as unknown as Sql
      const claims = JSON.stringify({ sub: reception, role: 'authenticated' })
      await tell`select set_config('request.jwt.claims', ${claims}, true)`
      const patients = (
        await tell<{ id: string }[]>`select id from public.patients where tenant_id = ${aurora} order by id`
      ).map(({ id }) => id)
      await agree(tell, (place) => patients[place - 1])
      await receive(tell, (place) => patients[place - 1])
      // nobody is told of what lies in the past
      await tell`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}

type PatientAt = (place: number) => string | undefined

/** What was agreed on: the policy, a package, a monthly fee, a social fee. */
async function agree(sql: Sql, patientAt: PatientAt): Promise<void> {
  const policy = { notice_hours: 24, missed_percent: 100, late_cancel_percent: 50, makeup_days: 30 }
  await sql`select public.save_absence_policy(${aurora}, ${sql.json(policy)})`
  const [days] = await sql<{ start: string; month: string; end: string }[]>`
    select (d - 28)::text as start, date_trunc('month', d)::date::text as month, (d + 60)::text as end
    from (select (now() at time zone 'America/Sao_Paulo')::date as d) today`
  const holder = patientAt(packaged)
  if (holder)
    await sql`
      select public.save_session_package(${aurora}, ${money(1)}, ${sql.json({
        patient_id: holder,
        sessions: 10,
        price_cents: 190_000,
        starts_on: days!.start,
        expires_on: days!.end,
      })})`
  const payer = patientAt(monthly)
  if (payer)
    await sql`
      select public.save_monthly_fee(${aurora}, ${money(2)}, ${sql.json({
        patient_id: payer,
        day: 5,
        amount_cents: 76_000,
        starts_on: days!.month,
        prorates: 'false',
      })})`
  const helped = patientAt(social)
  if (helped)
    await sql`
      select public.save_session_price(${aurora}, ${money(3)}, ${sql.json({
        patient_id: helped,
        price_cents: 12_000,
      })})`
}

/** What came in, and went back, beside what `months.ts` tells. */
async function receive(sql: Sql, patientAt: PatientAt): Promise<void> {
  // one of those who are late has begun to pay
  await sql`
    select public.receive_payment(${aurora}, ${money(4)}, c.payer_id, array[c.id], 10000, 'cash', c.due_on)
    from (
      select m.id, m.payer_id, m.due_on from public.money_charges m
      where m.tenant_id = ${aurora} and m.reversed_at is null and m.paid_cents = 0 and m.amount_cents > 10000
        and m.due_on < (now() at time zone 'America/Sao_Paulo')::date
      order by m.due_on, m.id limit 1) c`
  const refunded = patientAt(1)
  if (refunded)
    await sql`
      select public.refund_payment(${aurora}, ${money(5)}, p.id, 4000, 'pix', 'Cobrado a mais: sessão mais curta')
      from (
        select m.id from public.money_payments m
        join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id and e.kind = 'payment'
        where m.tenant_id = ${aurora} and e.patient_id = ${refunded} and m.amount_cents > 4000
        order by m.created_at desc limit 1) p`
}
