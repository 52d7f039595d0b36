import { randomUUID } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { expectBooksInOrder } from '../support/credits.ts'

const db = await createDatabase()
const lanes = 64
const sql = postgres(db.url, { max: lanes, onnotice: () => {} })
afterAll(() => sql.end())

/** What went through, by clinic: credits in minus credits out. */
type Tally = Map<string, number>

async function openClinics(count: number): Promise<string[]> {
  const slug = randomUUID().slice(0, 8)
  const rows = await sql<{ id: string }[]>`
    insert into public.tenants (slug, name)
    select ${slug} || '-' || i, 'Clínica ' || i from generate_series(1, ${count}) i returning id`
  await sql`
    insert into public.whatsapp_credit_purchases
      (tenant_id, package_name, credits, amount_brl, client_id, cpf_cnpj, asaas_payment_id, asaas_customer_id)
    select t.id, 'Pacote', 7, 10, gen_random_uuid(), '11144477735', t.slug || ':' || n, 'cus_1'
    from public.tenants t, generate_series(1, 5) n where t.slug like ${`${slug}-%`}`
  await sql`
    insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
    select 'payment', c.asaas_payment_id, c.tenant_id, c.id from public.whatsapp_credit_purchases c
    where c.tenant_id = any (${rows.map((row) => row.id)})`
  return rows.map((row) => row.id)
}

const add = (tally: Tally, tenant: string, credits: number) =>
  tally.set(tenant, (tally.get(tenant) ?? 0) + credits)

/** Spends, and half of the time hears that it was in vain; an empty clinic spends nothing. */
async function spend(tenant: string, tally: Tally): Promise<void> {
  const reference = randomUUID()
  const credits = 1 + Math.floor(Math.random() * 5)
  try {
    await sql`select public.deduct_whatsapp_credits(${tenant}, ${credits}, ${reference})`
    add(tally, tenant, -credits)
  } catch (error) {
    expect((error as Error).message).toBe('insufficient_credits')
    return
  }
  if (Math.random() < 0.5) return
  await Promise.all(
    Array.from({ length: 2 }, () => sql`select public.refund_whatsapp_credits(${tenant}, ${reference})`),
  )
  add(tally, tenant, credits)
}

/** Tops up, the same press twice. */
async function topUp(tenant: string, tally: Tally): Promise<void> {
  const reference = randomUUID()
  await Promise.all(
    Array.from(
      { length: 2 },
      () => sql`select public.add_whatsapp_credits(${tenant}, 9, ${reference}, 'topup_manual')`,
    ),
  )
  add(tally, tenant, 9)
}

/** A payment of one of the clinic's purchases is told, or taken back: how much that moves is asked at the end. */
async function payment(pool: Sql, tenant: string): Promise<void> {
  const event = Math.random() < 0.7 ? 'PAYMENT_RECEIVED' : 'PAYMENT_REFUNDED'
  await pool`
    select app.apply_asaas_event(jsonb_build_object('id', ${randomUUID()}::text, 'event', ${event}::text, 'payment',
      jsonb_build_object('id', c.asaas_payment_id, 'customer', 'cus_1', 'value', 10)))
    from (
      select asaas_payment_id from public.whatsapp_credit_purchases where tenant_id = ${tenant} order by random() limit 1
    ) c`
}

async function run(clinics: string[], rounds: number): Promise<void> {
  const tally: Tally = new Map()
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let round = 0; round < rounds; round += 1) {
        const tenant = clinics[Math.floor(Math.random() * clinics.length)]!
        const chance = Math.random()
        if (chance < 0.6) await spend(tenant, tally)
        else if (chance < 0.8) await topUp(tenant, tally)
        else await payment(sql, tenant)
      }
    }),
  )
  await expectBooksInOrder(db)
  const wrong = await db.asPostgres(
    (check) => check`
      select t.id from jsonb_each_text(${check.json(Object.fromEntries(tally))}) m (id, moved)
      join public.tenants t on t.id = m.id::uuid
      join public.whatsapp_credits_balance b on b.tenant_id = t.id
      where b.balance - b.debt_credits <> m.moved::int + (
        select sum(case when c.paid_at is not null then c.credits - c.reversed_credits else 0 end)
        from public.whatsapp_credit_purchases c where c.tenant_id = t.id)`,
  )
  expect(wrong).toEqual([])
}

describe('64 connections that spend, give back, top up, buy and refund', () => {
  it('in one clinic leave its books in order, to the last credit', async () => {
    await run(await openClinics(1), 20)
  })

  it('in 1,000 clinics leave the books of each in order', async () => {
    await run(await openClinics(1000), 60)
  })
})
