import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/orders'
const id = (kind: string, n: number) => `00000000-0000-4000-8000-0000005e${kind}${String(n).padStart(2, '0')}`

/** Who buys: a contact or a patient by name, or, with neither, whoever stands at the desk. */
type Buyer = { contact: string } | { patient: number } | null

interface DemoOrder {
  buyer: Buyer
  channel: 'desk' | 'conversation' | 'shop'
  items: readonly [sku: string, quantity: number][]
  coupon?: string
  /** How many days ago it was placed. */
  days: number
  /** What has become of it, in this order. */
  acts: readonly Act[]
}
type Act =
  | { pay: number | 'rest'; method: 'cash' | 'card' | 'pix' }
  | { fulfil: 'rest' | number }
  | { takeBack: number }
  | { cancel: string }
  | { expire: true }

/** One in every state, the oldest first. */
const orders: readonly DemoOrder[] = [
  {
    buyer: { contact: 'Luciana Prates' },
    channel: 'conversation',
    items: [['LIV-LUT', 2]],
    days: 6,
    acts: [{ expire: true }],
  },
  {
    buyer: { patient: 0 },
    channel: 'desk',
    items: [
      ['LIV-LUT', 2],
      ['CAD-EMO', 1],
    ],
    days: 5,
    acts: [{ pay: 'rest', method: 'card' }, { fulfil: 'rest' }],
  },
  {
    buyer: { patient: 1 },
    channel: 'conversation',
    items: [['OLE-LAV-10', 1]],
    days: 4,
    acts: [{ pay: 'rest', method: 'pix' }, { fulfil: 'rest' }, { takeBack: 1 }],
  },
  {
    buyer: { contact: 'Eduardo Nakamura' },
    channel: 'conversation',
    items: [['DIF-ULT', 1]],
    days: 3,
    acts: [{ cancel: 'Desistiu: vai esperar o aniversário.' }],
  },
  {
    buyer: { patient: 2 },
    channel: 'desk',
    items: [
      ['BAR-EMO', 1],
      ['VEL-CAM', 2],
    ],
    coupon: 'CASA10',
    days: 2,
    acts: [{ pay: 'rest', method: 'card' }, { fulfil: 1 }],
  },
  {
    buyer: null,
    channel: 'desk',
    items: [
      ['LIV-MON', 1],
      ['DIA-GRA', 1],
    ],
    days: 1,
    acts: [{ pay: 'rest', method: 'cash' }],
  },
  {
    buyer: { patient: 3 },
    channel: 'desk',
    items: [['ALM-ERV', 2]],
    days: 1,
    acts: [{ pay: 8000, method: 'pix' }],
  },
  {
    buyer: { contact: 'Luciana Prates' },
    channel: 'conversation',
    items: [['LIV-RES', 1]],
    days: 0,
    acts: [],
  },
]

/** The order of Luciana, which had expired when its money came and its books were sold. */
const lateOrder = 0

/** Sells some things of Clínica Aurora, once in the life of a database: an order in every state, two coupons, and what is paid ahead for a session. */
export async function loadDemoOrders(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      await actAs(work, 'admin@aurora.test')
      for (const [n, coupon] of [
        { code: 'CASA10', kind: 'percent', value: 10, max_uses_per_person: 1 },
        { code: 'LIVROS15', kind: 'fixed', value: 1500, minimum_cents: 10_000, max_uses: 50 },
      ].entries())
        await work`select public.save_coupon(${aurora}, ${id('10', n)}, ${work.json(coupon)})`
      await work`
        select public.save_session_deposits(${aurora}, 240, false, jsonb_build_array(jsonb_build_object('session_type_id', y.id, 'amount_cents', 5000)))
        from public.session_types y where y.tenant_id = ${aurora} and y.archived_at is null order by y.position limit 1`
      await actAs(work, 'recepcao@aurora.test')
      for (const [n, order] of orders.entries()) await sell(work, n, order)
      await work`
        select app.apply_order_payment(${aurora}, ${id('20', lateOrder)}, 'stripe', 'cs_test_demo_late', o.total_cents, 'card')
        from public.orders o where o.tenant_id = ${aurora} and o.id = ${id('20', lateOrder)}`
      await review(work)
      // of orders of days ago everybody has heard
      await work`delete from app.jobs j where j.tenant_id = ${aurora} and j.kind = 'tell_buyer' and j.finished_at is null`
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    for (const [n, { days }] of orders.entries()) {
      await superuser`
        update public.order_events e set at = e.at - make_interval(days => ${days}, mins => ${n * 37})
        where e.tenant_id = ${aurora} and e.order_id = ${id('20', n)}`
      await superuser`
        update public.orders o set created_at = o.created_at - make_interval(days => ${days}, mins => ${n * 37})
        where o.tenant_id = ${aurora} and o.id = ${id('20', n)}`
    }
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function sell(sql: Sql, n: number, { buyer, channel, items, coupon, acts }: DemoOrder): Promise<void> {
  const lines = []
  for (const [sku, quantity] of items) {
    const [variant] = await sql<{ id: string }[]>`
      select v.id from public.product_variants v where v.tenant_id = ${aurora} and v.sku = ${sku}`
    lines.push({ variant_id: variant!.id, quantity })
  }
  const order = { ...(await buyerOf(sql, buyer)), channel, items: lines, coupon: coupon ?? null }
  const orderId = id('20', n)
  await sql`select public.create_order(${aurora}, ${orderId}, ${sql.json(order)})`
  for (const [at, act] of acts.entries()) await become(sql, orderId, id(`3${n}`, at), act)
}

/** What the buyers of an order that they have say: one in the shop with a reply, one to be read, one that is not shown. */
async function review(sql: Sql): Promise<void> {
  const items = await sql<{ order_id: string; product_id: string }[]>`
    select i.order_id, min(v.product_id::text)::uuid as product_id from public.order_items i
    join public.product_variants v on v.tenant_id = i.tenant_id and v.id = i.variant_id
    where i.tenant_id = ${aurora} and i.order_id = any (${orders.map((_, n) => id('20', n))}) and i.fulfilled > i.returned
    group by i.order_id, v.product_id order by i.order_id, v.product_id`
  const said = [
    {
      stars: 5,
      body: 'Chegou bem embalado e é lindo. Já estou usando em casa.',
      state: 'published',
      reply: 'Que bom saber! Obrigada.',
    },
    { stars: 4, body: 'Gostei muito, só demorei a achar a recepção para retirar.', state: null, reply: null },
    { stars: 1, body: 'Comprei errado, queria o outro.', state: 'rejected', reply: null },
  ] as const
  for (const [n, { order_id, product_id }] of items.slice(0, said.length).entries()) {
    const { stars, body, state, reply } = said[n]!
    await sql`select app.send_review(${aurora}, ${order_id}, ${product_id}, ${stars}, ${body})`
    if (state)
      await sql`
        select public.decide_review(${aurora}, r.id, ${state}, ${state === 'rejected' ? 'Não fala do produto' : null}, ${reply})
        from public.reviews r where r.tenant_id = ${aurora} and r.order_id = ${order_id} and r.product_id = ${product_id}`
  }
}

async function become(sql: Sql, orderId: string, key: string, act: Act): Promise<void> {
  if ('pay' in act)
    await sql`
      select public.pay_order(${aurora}, ${key}, o.id, coalesce(${act.pay === 'rest' ? null : act.pay}::int, o.total_cents - o.paid_cents), ${act.method})
      from public.orders o where o.tenant_id = ${aurora} and o.id = ${orderId}`
  else if ('fulfil' in act)
    await sql`
      select public.fulfil_order(${aurora}, ${orderId}, ${act.fulfil === 'rest' ? null : sql.json([await firstLine(sql, orderId, act.fulfil)])})`
  else if ('takeBack' in act)
    await sql`
      select public.return_order(${aurora}, ${key}, ${orderId}, ${sql.json([await firstLine(sql, orderId, act.takeBack)])}, 'money',
        'Desistência em 7 dias', 'pix')`
  else if ('cancel' in act) await sql`select public.cancel_order(${aurora}, ${orderId}, ${act.cancel})`
  else if ('expire' in act)
    await sql`select app.expire_order(${aurora}, ${orderId}, now() + interval '30 days')`
}

async function firstLine(sql: Sql, orderId: string, quantity: number) {
  const [item] = await sql<{ id: string }[]>`
    select i.id from public.order_items i where i.tenant_id = ${aurora} and i.order_id = ${orderId} order by i.position limit 1`
  return { item_id: item!.id, quantity }
}

async function buyerOf(sql: Sql, buyer: Buyer): Promise<{ contact_id?: string; patient_id?: string }> {
  if (buyer === null) return {}
  if ('contact' in buyer) {
    const [contact] = await sql<{ id: string }[]>`
      select c.id from public.contacts c where c.tenant_id = ${aurora} and c.full_name = ${buyer.contact}`
    return { contact_id: contact!.id }
  }
  const [patient] = await sql<{ id: string }[]>`
    select p.id from public.patients p where p.tenant_id = ${aurora} order by p.name offset ${buyer.patient * 3} limit 1`
  return { patient_id: patient!.id }
}

async function actAs(sql: Sql, email: string): Promise<void> {
  const { id: sub } = demoUsers.find((user) => user.email === email)!
  await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub, role: 'authenticated' })}, true)`
}
