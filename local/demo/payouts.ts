import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoTherapists } from './people.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once it is there, so that no restart brings it again. */
const mark = 'local/demo/payouts'
const idOf = (email: string) => [...demoUsers, ...demoTherapists].find((user) => user.email === email)!.id
const rule = (n: number) => `00000000-0000-4000-8000-00000000ae0${n}`

/** Gives two therapists of Clínica Aurora a share, lets most of the past sessions be paid, and closes last month of one. */
export async function loadDemoPayouts(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      const claims = JSON.stringify({ sub: idOf('admin@aurora.test'), role: 'authenticated' })
      await work`select set_config('request.jwt.claims', ${claims}, true)`
      await payOut(work)
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}

async function payOut(sql: Sql): Promise<void> {
  const [tiago, helena] = [idOf('terapeuta@aurora.test'), idOf('helena@aurora.test')]
  const rules = [{ percent: 60 }, { therapist_id: helena, percent: 62.5 }]
  for (const [index, said] of rules.entries())
    await sql`
      select public.save_payout_rule(${aurora}, ${rule(index + 1)}, ${sql.json({ ...said, valid_from: '2026-01-01' })})`
  // three of four are paid on the day
  await sql`
    select public.receive_payment(${aurora}, gen_random_uuid(), c.payer_id, array[c.id], c.amount_cents, 'pix', c.due_on)
    from (
      select c.*, row_number() over (order by c.due_on, c.id) as n from public.money_charges c
      where c.tenant_id = ${aurora} and c.therapist_id = any (${[tiago, helena]}) and c.reversed_at is null and c.paid_cents = 0
        and c.due_on < app.clinic_today(${aurora})
    ) c
    where c.n % 4 <> 0`
  await sql`
    select public.close_payout(${aurora}, ${helena}, (date_trunc('month', app.clinic_today(${aurora})) - interval '1 day')::date)`
}
