import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/shop'

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
  legal_name: 'Clínica Aurora Psicologia Ltda.',
  tax_id: '12.345.678/0001-95',
  address: 'Rua Harmonia, 210, Vila Madalena, São Paulo, SP',
  email: 'loja@aurora.test',
  phone: '(11) 3000-1000',
  intro_text: 'Livros, jogos e óleos escolhidos pela nossa equipe, e oficinas para pequenos grupos.',
  policy_text:
    'Enviamos em até dois dias úteis, ou você retira na recepção.\nTrocas em até 30 dias, com o produto sem uso.',
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
      const products = await transaction<{ id: string; category: string; has_seats: boolean }[]>`
        select p.id, p.category, k.has_seats from public.products p join public.product_kinds k on k.key = p.kind
        where p.tenant_id = ${aurora} and p.archived_at is null`
      for (const { id, category, has_seats } of products) {
        const item = { is_published: true, summary: summaries[category] ?? null }
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
