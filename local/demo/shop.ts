import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/shop'
/** "Psicoterapia individual", in the agenda of Tiago. */
const individual = '00000000-0000-4000-8000-00000000be01'
const therapist = demoUsers.find(({ email }) => email === 'terapeuta@aurora.test')!.id

/** The last part of the address of the demo clinic's shop. */
export const demoShopSlug = 'aurora'

/** What the shop says of things of a category. */
const summaries: Record<string, string> = {
  Óleos: 'Puro, de pequenos produtores, com a ficha de uso seguro.',
  Livros: 'Escolhido pela equipe para continuar em casa o que começou na sessão.',
  'Baralhos terapêuticos': 'Cartas para conversar melhor em família ou na sessão.',
  'Bem-estar': 'Para pausas de poucos minutos no meio do dia.',
  Testes: 'Para profissionais: a compra pede o número do conselho.',
  Oficinas: 'Turma pequena, com material incluído.',
  Atendimento: 'Com hora marcada, na clínica ou por vídeo.',
  Presentes: 'Vale por seis meses, para usar como quiser.',
  Digitais: 'Chega por e-mail logo depois do pagamento.',
}

const settings = {
  slug: demoShopSlug,
  is_open: true,
  has_chat: true,
  legal_name: 'Clínica Aurora Psicologia Ltda.',
  tax_id: '12.345.678/0001-95',
  address: 'Rua Harmonia, 210, Vila Madalena, São Paulo, SP',
  email: 'loja@aurora.test',
  phone: '(11) 3000-1000',
  intro_text: 'Livros, jogos e óleos escolhidos pela nossa equipe, e oficinas para pequenos grupos.',
  policy_text:
    'Enviamos em até dois dias úteis, ou você retira na recepção.\nTrocas em até 30 dias, com o produto sem uso.',
}

/** Fetched at the reception, or sent: around the corner by courier, else as the carrier says; the table is there when it is not. */
const deliveries = {
  offers_pickup: true,
  pickup_note: 'Na recepção: Rua Harmonia, 210, de segunda a sexta, das 8h às 19h',
  rates: [
    ['Motoboy', '05400000', '05499999', 3000, 1500, 15_000, 0, 1],
    ['Econômico', '01000000', '19999999', 10_000, 2490, 25_000, 4, 8],
    ['Econômico', '20000000', '99999999', 10_000, 3990, 35_000, 7, 14],
  ].map(([name, cep_from, cep_to, max_grams, price_cents, free_from_cents, days_min, days_max], n) => ({
    id: `00000000-0000-4000-8000-0000005f10${String(n).padStart(2, '0')}`,
    name,
    cep_from,
    cep_to,
    max_grams,
    price_cents,
    free_from_cents,
    days_min,
    days_max,
  })),
}

/** Opens the shop of Clínica Aurora with all of its products and two dates of its workshop, once in the life of a database. */
export async function loadDemoShop(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
      const claims = JSON.stringify({ sub: owner, role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      await transaction`select public.set_module(${aurora}, 'shop', true)`
      await transaction`select public.save_shop_settings(${aurora}, ${transaction.json(settings)})`
      await transaction`select public.save_shop_deliveries(${aurora}, ${transaction.json(deliveries)})`
      // a single session is bought with a time in an agenda
      await transaction`
        update public.products p set session_type_id = ${individual}
        where p.tenant_id = ${aurora} and p.name = 'Consulta avulsa' and exists (
          select from public.session_types t where t.tenant_id = ${aurora} and t.id = ${individual})`
      const products = await transaction<
        {
          id: string
          category: string
          has_seats: boolean
          is_shipped: boolean
          session_type_id: string | null
        }[]
      >`
        select p.id, p.category, p.session_type_id, k.has_seats, k.is_shipped from public.products p join public.product_kinds k on k.key = p.kind
        where p.tenant_id = ${aurora} and p.archived_at is null`
      for (const { id, category, has_seats, is_shipped, session_type_id } of products) {
        const item = {
          is_published: true,
          summary: summaries[category] ?? null,
          weight_grams: is_shipped ? 350 : null,
          therapist_id: session_type_id && therapist,
        }
        await transaction`select public.save_catalog_item(${aurora}, ${id}, ${transaction.json(item)})`
        if (!has_seats) continue
        // Saturdays in two and in five weeks
        await transaction`
          select public.save_schedule_slot(${aurora}, ${id}, jsonb_build_object('minutes', 180, 'capacity', 12, 'place', 'Sala grande',
            'start_local', to_char(date_trunc('week', now()) + interval '5 days 9 hours' + n * interval '1 week', 'YYYY-MM-DD"T"HH24:MI')))
          from unnest(array[2, 5]) n`
      }
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}
