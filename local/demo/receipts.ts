import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoTherapists } from './people.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once it is there, so that no restart brings it again. */
const mark = 'local/demo/receipts'
const people = [...demoUsers, ...demoTherapists]
const idOf = (email: string) => people.find((person) => person.email === email)!.id

/** Who receives how: two as persons, the rest through the clinic. One CPF is missing, to be found out. */
const fiscal: Record<string, object> = {
  [idOf('helena@aurora.test')]: {
    receives_as: 'pf',
    legal_name: 'Helena Duarte Prado',
    document: '52998224725',
    address: 'Rua Augusta, 1500, sala 42',
    city: 'São Paulo',
    occupation: '255',
  },
  [idOf('marcos@aurora.test')]: { receives_as: 'pf', occupation: '255' },
}
/** Payers of the first payments: valid, and nobody's. */
const cpfs = ['11144477735', '39053344705', '98765432100', '86288366757']

/** Says in whose name Clínica Aurora is paid, receives some charges of the last weeks, and issues a few receipts. */
export async function loadDemoReceipts(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const tell = transaction as unknown as Sql
      await actAs(tell, 'admin@aurora.test')
      await tell`
        select public.save_fiscal_settings(${aurora}, ${tell.json({
          legal_name: 'Clínica Aurora Psicologia Ltda.',
          document: '12.ABC.345/01DE-35',
          address: 'Rua Augusta, 1500, sala 42',
          city: 'São Paulo',
          issues_invoices: true,
        })})`
      for (const [id, one] of Object.entries(fiscal))
        await tell`select public.save_therapist_fiscal(${aurora}, ${id}, ${tell.json(one as never)})`
      await actAs(tell, 'recepcao@aurora.test')
      await pay(tell)
      await tell`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}

/** The oldest open charges of each therapist are paid on their day; the first of them have a receipt. */
async function pay(sql: Sql): Promise<void> {
  const charges = await sql<
    { id: string; payer_id: string; patient_id: string; cents: number; due_on: string; n: number }[]
  >`
    select c.id, c.payer_id, c.patient_id, c.amount_cents - c.paid_cents as cents, c.due_on::text,
      row_number() over (partition by c.therapist_id order by c.due_on, c.id)::int as n
    from public.money_charges c
    where c.tenant_id = ${aurora} and c.state = 'unpaid' and c.due_on <= current_date - 1 and c.therapist_id is not null`
  for (const [index, charge] of charges.filter(({ n }) => n <= 4).entries()) {
    // every third payer has no CPF yet
    const cpf = cpfs[index % 5]
    if (cpf !== undefined)
      await sql`
        update public.patients set cpf = ${cpf} where tenant_id = ${aurora} and id = ${charge.patient_id} and cpf is null
          and not exists (select from public.patients p where p.tenant_id = ${aurora} and p.cpf = ${cpf})`
    const payment = crypto.randomUUID()
    await sql`
      select public.receive_payment(${aurora}, ${payment}, ${charge.payer_id}, ${[charge.id]}, ${charge.cents}, 'pix', ${charge.due_on})`
    const [known] = await sql<{ document: string | null }[]>`
      select app.fiscal_provider(${aurora}, c.therapist_id) ->> 'document' as document from public.money_charges c
      where c.tenant_id = ${aurora} and c.id = ${charge.id}`
    if (charge.n <= 2 && known?.document) await sql`select public.issue_receipts(${aurora}, ${payment})`
  }
}

async function actAs(sql: Sql, email: string): Promise<void> {
  const claims = JSON.stringify({ sub: idOf(email), role: 'authenticated' })
  await sql`select set_config('request.jwt.claims', ${claims}, true)`
}
