import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoSegments } from './segments.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/sales'
const id = (kind: string, n: number) => `00000000-0000-4000-8000-0000005a${kind}${String(n).padStart(2, '0')}`

const companies = [
  {
    name: 'Colégio Araucária',
    segment: 'Escola',
    city: 'São Paulo',
    state: 'SP',
    phone: '1132510101',
    email: 'rh@araucaria.test',
  },
  {
    name: 'Metalúrgica Três Rios',
    segment: 'Indústria',
    city: 'Guarulhos',
    state: 'SP',
    phone: '1124440202',
    email: 'pessoas@tresrios.test',
  },
  {
    name: 'Startup Jabuti',
    segment: 'Tecnologia',
    city: 'São Paulo',
    state: 'SP',
    phone: '1130300303',
    email: 'gente@jabuti.test',
  },
] as const

const contacts = [
  {
    full_name: 'Patrícia Meireles',
    job: 'Coordenadora pedagógica',
    company: 0,
    phone: '11970010001',
    origin: 'referral',
  },
  { full_name: 'Renato Figueira', job: 'Gerente de RH', company: 1, phone: '11970010002', origin: 'manual' },
  {
    full_name: 'Yasmin Tavares',
    job: 'People Partner',
    company: 2,
    phone: '11970010003',
    origin: 'site_form',
  },
  { full_name: 'Luciana Prates', job: null, company: null, phone: '11970010004', origin: 'whatsapp' },
  { full_name: 'Eduardo Nakamura', job: null, company: null, phone: '11970010005', origin: 'site_form' },
] as const

/** Deals by contact: their stage from the left, what they are worth, and how many days they have stood there. */
const deals = [
  { title: 'Avaliações de 12 alunos', contact: 0, stage: 2, cents: 1_440_000, days: 2 },
  { title: 'Palestra sobre ansiedade', contact: 0, stage: 1, cents: 250_000, days: 1 },
  { title: 'Programa de saúde mental (6 meses)', contact: 1, stage: 3, cents: 5_400_000, days: 14 },
  { title: 'Plantão psicológico mensal', contact: 2, stage: 0, cents: 800_000, days: 5 },
  { title: 'Pacote de 8 sessões de casal', contact: 3, stage: 1, cents: 224_000, days: 3 },
  { title: 'Avaliação neuropsicológica', contact: 4, stage: 2, cents: 280_000, days: 1 },
] as const

const leads = [
  {
    full_name: 'Bruna Sales',
    email: 'bruna.sales@exemplo.test',
    phone: '11970020001',
    origin: 'site_form',
    message: 'Quero saber o valor da avaliação para o meu filho de 9 anos.',
  },
  {
    full_name: 'Otávio Lins',
    phone: '11970020002',
    origin: 'referral',
    note: 'Indicado pela Patrícia, do Colégio Araucária.',
  },
  {
    full_name: 'Clara Monteiro',
    email: 'clara@oficinaverde.test',
    company: 'Oficina Verde',
    origin: 'manual',
    note: 'Pediu proposta para 20 pessoas.',
  },
] as const

/** What Clínica Aurora sells: to companies, to people, and to whoever asked; once in the life of a database. */
export async function loadDemoSales(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const work = transaction as unknown as Sql
      await sell(work)
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function sell(sql: Sql): Promise<void> {
  const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
  const reception = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')!.id
  await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner, role: 'authenticated' })}, true)`
  const form = { title: 'Fale com a Clínica Aurora', asks_company: true, owner_id: reception }
  await sql`select public.save_lead_form(${aurora}, ${id('f0', 1)}, ${sql.json(form)})`
  const field = {
    entity: 'deal',
    label: 'Forma de atendimento',
    type: 'choice',
    options: ['Presencial', 'Online'],
    in_list: true,
  }
  await sql`select public.save_custom_field(${aurora}, ${id('f1', 1)}, ${sql.json(field)})`
  for (const [n, { phone, email, ...company }] of companies.entries())
    await sql`
      select public.save_company(${aurora}, ${id('c0', n)}, null, ${sql.json(company)}, ${sql.json([{ phone, type: 'work' }])},
        ${sql.json([{ email, type: 'work' }])})`
  for (const [n, { phone, company, ...contact }] of contacts.entries())
    await sql`
      select public.save_contact(${aurora}, ${id('c1', n)}, null,
        ${sql.json({ ...contact, company_id: company === null ? null : id('c0', company), owner_id: owner })},
        ${sql.json([{ phone }])})`
  const stages = await sql<{ id: string }[]>`
    select s.id from public.pipeline_stages s where s.tenant_id = ${aurora} and s.archived_at is null order by s.position`
  for (const [n, deal] of deals.entries()) {
    const { company } = contacts[deal.contact]
    const sent = {
      title: deal.title,
      value_cents: deal.cents,
      stage_id: stages[deal.stage]!.id,
      contact_id: id('c1', deal.contact),
      company_id: company === null ? null : id('c0', company),
      owner_id: n % 2 === 0 ? owner : reception,
      origin: contacts[deal.contact].origin,
      custom: { [id('f1', 1)]: n % 2 === 0 ? 'Presencial' : 'Online' },
    }
    await sql`select public.save_deal(${aurora}, ${id('d0', n)}, null, ${sql.json(sent)})`
    await sql`
      update public.deals set stage_since = now() - make_interval(days => ${deal.days}), expected_on = current_date + ${10 + 5 * n}::int
      where tenant_id = ${aurora} and id = ${id('d0', n)}`
  }
  const call = { kind: 'call', title: 'Ligar sobre a proposta', deal_id: id('d0', 2), assignee_id: owner }
  await sql`select public.save_activity(${aurora}, ${id('a0', 1)}, ${sql.json(call)})`
  const note = { kind: 'note', title: 'Prefere reuniões às quintas, depois das 14h', deal_id: id('d0', 0) }
  await sql`select public.save_activity(${aurora}, ${id('a0', 2)}, ${sql.json(note)})`
  for (const [n, lead] of leads.entries())
    await sql`select public.save_lead(${aurora}, ${id('e0', n)}, null, ${sql.json(lead)})`
  for (const [n, { name, entity, query }] of demoSegments.entries())
    await sql`select public.create_segment(${aurora}, ${id('5e', n)}, ${name}, ${entity}, ${sql.json(query)})`
}
