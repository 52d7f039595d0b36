import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/stock'
const id = (kind: string, n: number) => `00000000-0000-4000-8000-0000005c${kind}${String(n).padStart(2, '0')}`

const suppliers = [
  {
    name: 'Aromas da Serra',
    city: 'Gramado',
    state: 'RS',
    lead_days: 7,
    terms: '28 dias no boleto',
    phone: '5433210101',
    email: 'vendas@aromasdaserra.test',
  },
  {
    name: 'Editora Pé de Laranja',
    city: 'São Paulo',
    state: 'SP',
    lead_days: 5,
    terms: 'À vista, 5% de desconto',
    phone: '1132520202',
    email: 'pedidos@pedelaranja.test',
  },
  {
    name: 'Testes & Medidas Distribuidora',
    city: 'Curitiba',
    state: 'PR',
    lead_days: 12,
    terms: '30/60 dias',
    phone: '4132530303',
    email: 'comercial@testesemedidas.test',
  },
] as const

interface Item {
  name: string
  kind?: 'service' | 'package' | 'digital' | 'experience'
  category: string
  sku: string
  price: number
  cost?: number
  units?: number
  point?: number
  supplier?: number
  sessions?: number
  lots?: true
}

/** 25 things that a Brazilian clinic sells; prices and costs in cents. */
const items: readonly Item[] = [
  {
    name: 'Óleo essencial de lavanda 10 ml',
    category: 'Óleos',
    sku: 'OLE-LAV-10',
    price: 5990,
    cost: 2650,
    units: 18,
    point: 6,
    supplier: 0,
    lots: true,
  },
  {
    name: 'Óleo essencial de laranja-doce 10 ml',
    category: 'Óleos',
    sku: 'OLE-LAR-10',
    price: 3990,
    cost: 1690,
    units: 11,
    point: 6,
    supplier: 0,
    lots: true,
  },
  {
    name: 'Óleo essencial de alecrim 10 ml',
    category: 'Óleos',
    sku: 'OLE-ALE-10',
    price: 4590,
    cost: 1980,
    units: 3,
    point: 5,
    supplier: 0,
    lots: true,
  },
  {
    name: 'Difusor de aromas ultrassônico',
    category: 'Óleos',
    sku: 'DIF-ULT',
    price: 15990,
    cost: 8200,
    units: 4,
    point: 2,
    supplier: 0,
  },
  {
    name: 'Vela aromática de camomila',
    category: 'Óleos',
    sku: 'VEL-CAM',
    price: 4900,
    cost: 2100,
    units: 14,
    point: 5,
    supplier: 0,
  },
  {
    name: 'Almofada térmica de ervas',
    category: 'Bem-estar',
    sku: 'ALM-ERV',
    price: 7900,
    cost: 3600,
    units: 6,
    point: 3,
    supplier: 0,
  },
  {
    name: 'Livro: Respirar antes de responder',
    category: 'Livros',
    sku: 'LIV-RES',
    price: 5490,
    cost: 3020,
    units: 9,
    point: 4,
    supplier: 1,
  },
  {
    name: 'Livro: Luto, um guia para a família',
    category: 'Livros',
    sku: 'LIV-LUT',
    price: 4990,
    cost: 2745,
    units: 2,
    point: 4,
    supplier: 1,
  },
  {
    name: 'Livro infantil: O monstro da preocupação',
    category: 'Livros',
    sku: 'LIV-MON',
    price: 4290,
    cost: 2360,
    units: 12,
    point: 5,
    supplier: 1,
  },
  {
    name: 'Caderno de atividades: Minhas emoções',
    category: 'Livros',
    sku: 'CAD-EMO',
    price: 3890,
    cost: 1750,
    units: 20,
    point: 8,
    supplier: 1,
  },
  {
    name: 'Diário da gratidão',
    category: 'Livros',
    sku: 'DIA-GRA',
    price: 4490,
    cost: 1990,
    units: 7,
    point: 4,
    supplier: 1,
  },
  {
    name: 'Baralho das emoções',
    category: 'Baralhos terapêuticos',
    sku: 'BAR-EMO',
    price: 8990,
    cost: 4700,
    units: 8,
    point: 3,
    supplier: 1,
  },
  {
    name: 'Baralho das habilidades sociais',
    category: 'Baralhos terapêuticos',
    sku: 'BAR-HAB',
    price: 9490,
    cost: 4950,
    units: 5,
    point: 3,
    supplier: 1,
  },
  {
    name: 'Baralho do casal',
    category: 'Baralhos terapêuticos',
    sku: 'BAR-CAS',
    price: 7990,
    cost: 4200,
    units: 1,
    point: 2,
    supplier: 1,
  },
  {
    name: 'Folhas de resposta de atenção (25 un.)',
    category: 'Testes',
    sku: 'TES-ATE',
    price: 12900,
    cost: 9800,
    units: 6,
    point: 2,
    supplier: 2,
  },
  {
    name: 'Folhas de resposta de memória (25 un.)',
    category: 'Testes',
    sku: 'TES-MEM',
    price: 13900,
    cost: 10400,
    units: 2,
    point: 2,
    supplier: 2,
  },
  {
    name: 'Kit de estimulação infantil',
    category: 'Testes',
    sku: 'KIT-EST',
    price: 24900,
    cost: 15800,
    units: 3,
    point: 1,
    supplier: 2,
  },
  {
    name: 'Bola antiestresse',
    category: 'Bem-estar',
    sku: 'BOL-ANT',
    price: 1990,
    cost: 640,
    units: 35,
    point: 10,
    supplier: 2,
  },
  {
    name: 'Ampulheta de 5 minutos',
    category: 'Bem-estar',
    sku: 'AMP-5',
    price: 3490,
    cost: 1490,
    units: 9,
    point: 3,
    supplier: 2,
  },
  { name: 'Consulta avulsa', kind: 'service', category: 'Atendimento', sku: 'CON-AVU', price: 22000 },
  {
    name: 'Avaliação neuropsicológica',
    kind: 'service',
    category: 'Atendimento',
    sku: 'AVA-NEU',
    price: 180000,
  },
  {
    name: 'Pacote de 4 sessões',
    kind: 'package',
    category: 'Atendimento',
    sku: 'PAC-4',
    price: 80000,
    sessions: 4,
  },
  { name: 'Vale-presente de R$ 200', kind: 'digital', category: 'Presentes', sku: 'VAL-200', price: 20000 },
  { name: 'Meditações guiadas em áudio', kind: 'digital', category: 'Digitais', sku: 'AUD-MED', price: 3990 },
  {
    name: 'Oficina de manejo do estresse',
    kind: 'experience',
    category: 'Oficinas',
    sku: 'OFI-EST',
    price: 12000,
  },
]

/** What Clínica Aurora has on its shelves, from whom it buys, and an order of which half has arrived; once in the life of a database. */
export async function loadDemoStock(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
      await work`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner, role: 'authenticated' })}, true)`
      await fillShelves(work, aurora)
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

/** Fills the shelves of a clinic, as whoever is signed in. */
export async function fillShelves(sql: Sql, tenant: string): Promise<void> {
  for (const [n, { phone, email, ...supplier }] of suppliers.entries())
    await sql`
      select public.save_supplier(${tenant}, ${id('50', n)}, ${sql.json(supplier)}, ${sql.json([{ phone, type: 'work' }])},
        ${sql.json([{ email, type: 'work' }])})`
  for (const [n, item] of items.entries()) {
    const product = {
      kind: item.kind ?? 'physical',
      name: item.name,
      category: item.category,
      package_sessions: item.sessions,
      variants: [
        {
          id: id('60', n),
          sku: item.sku,
          price_cents: item.price,
          cost_cents: item.cost ?? 0,
          reorder_point: item.point,
          reorder_quantity: item.point && item.point * 2,
          supplier_id: item.supplier === undefined ? undefined : id('50', item.supplier),
          uses_lots: item.lots ?? false,
        },
      ],
    }
    await sql`select public.save_product(${tenant}, ${id('61', n)}, null, ${sql.json(product)})`
    if (item.units)
      await sql`
        select public.adjust_stock(${tenant}, ${id('62', n)}, ${id('60', n)}, null, ${item.units}, 'opening', null,
          ${sql.json({ code: `L${2600 + n}`, expires_on: `2027-0${(n % 8) + 1}-28` })})`
  }
  const order = {
    supplier_id: id('50', 1),
    freight_cents: 3200,
    items: [
      { variant_id: id('60', 7), quantity: 8, cost_cents: 2745 },
      { variant_id: id('60', 13), quantity: 6, cost_cents: 4150 },
    ],
  }
  await sql`select public.save_purchase(${tenant}, ${id('70', 1)}, null, ${sql.json(order)})`
  await sql`select public.send_purchase(${tenant}, ${id('70', 1)}, 'other')`
  const [line] = await sql<{ id: string }[]>`
    select i.id from public.purchase_order_items i
    where i.tenant_id = ${tenant} and i.purchase_id = ${id('70', 1)} and i.variant_id = ${id('60', 13)}`
  const arrived = [{ item_id: line!.id, quantity: 3 }]
  await sql`
    select public.receive_purchase(${tenant}, ${id('70', 1)}, ${id('71', 1)}, ${sql.json(arrived)}, '{"invoice": "NF-e 4521"}')`
  await sql`select app.suggest_purchases(${tenant})`
}
