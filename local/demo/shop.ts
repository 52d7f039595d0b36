import { createObjectStore } from '../../supabase/functions/_shared/media/object-store.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoFile } from './files.ts'

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

const rate = (
  name: string,
  from: string,
  to: string,
  price_cents: number,
  days: [number, number],
  more: object = {},
) => ({
  name,
  cep_from: from,
  cep_to: to,
  price_cents,
  days_min: days[0],
  days_max: days[1],
  ...more,
})

/** What it costs to send things from São Paulo. */
const deliveries = {
  offers_pickup: true,
  pickup_note: 'Na recepção, de segunda a sexta, das 8h às 19h. Rua Harmonia, 210.',
  hold_minutes: 120,
  rates: [
    rate('Motoboy no mesmo dia', '01000000', '05999999', 2500, [0, 1], { max_grams: 5000 }),
    rate('PAC', '01000000', '19999999', 1890, [3, 6], { free_from_cents: 25000 }),
    rate('PAC', '20000000', '99999999', 2990, [5, 12], { free_from_cents: 40000 }),
  ],
}

/** Opens the shop of Clínica Aurora with all of its products and two dates of its workshop, once in the life of a database. */
export async function loadDemoShop(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin(async (transaction) => {
      const therapist = demoUsers.find(({ email }) => email === 'terapeuta@aurora.test')!.id
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
      const claims = JSON.stringify({ sub: owner, role: 'authenticated' })
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      await transaction`select public.set_module(${aurora}, 'shop', true)`
      await transaction`select public.save_shop_settings(${aurora}, ${transaction.json(settings)})`
      await transaction`select public.save_shop_deliveries(${aurora}, ${transaction.json(deliveries)})`
      let bookable = false
      const products = await transaction<{ id: string; category: string; has_seats: boolean }[]>`
        select p.id, p.category, k.has_seats from public.products p join public.product_kinds k on k.key = p.kind
        where p.tenant_id = ${aurora} and p.archived_at is null order by p.sort_key, p.id`
      for (const { id, category, has_seats } of products) {
        // a consultation is bought with a time in the agenda of the demo's therapist
        if (category === 'Atendimento' && !bookable) {
          const [type] = await transaction<{ id: string }[]>`
            update public.products p set session_type_id = (
              select y.id from public.session_types y where y.tenant_id = ${aurora} and y.archived_at is null and y.capacity = 1
              order by y.position, y.id limit 1)
            where p.tenant_id = ${aurora} and p.id = ${id} and p.kind = 'service' returning p.session_type_id as id`
          bookable = type !== undefined
        }
        const item = {
          is_published: true,
          summary: summaries[category] ?? null,
          weight_grams: 350,
          therapist_id: category === 'Atendimento' ? therapist : null,
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

const fileMark = 'local/demo/shop-files'
const fileId = '00000000-0000-4000-8000-0000005f0001'

/** Puts the file that buyers of the demo's audio download, once the storage runs. */
export async function loadDemoShopFiles({ urls, secrets }: StackConfig): Promise<void> {
  const sql = connect(urls.superuser)
  try {
    const [seen] = await sql`select from supabase_migrations.seed_files where path = ${fileMark}`
    const [product] = await sql<{ id: string }[]>`
      select p.id from public.products p where p.tenant_id = ${aurora} and p.kind = 'digital' and p.category = 'Digitais' order by p.sort_key limit 1`
    if (seen || !product) return
    const { kept, bytes, type } = await demoFile('escola.pdf')
    const name = 'meditacoes-guiadas.pdf'
    await sql.begin(async (work) => {
      const owner = demoUsers.find(({ email }) => email === 'admin@aurora.test')!.id
      await work`select set_config('request.jwt.claims', ${JSON.stringify({ sub: owner, role: 'authenticated' })}, true)`
      await work`select public.begin_product_upload(${aurora}, ${product.id}, ${fileId}, ${type}, ${bytes.length}, ${name})`
      const [row] = await work<{ path: string }[]>`
        select app.keep_media_upload(${aurora}, ${fileId}, ${work.json({ ...kept, file_name: name } as never)}) as path`
      const store = createObjectStore({ projectUrl: urls.gateway, secretKey: secrets.secretKey, fetch })
      await store.in('product-files').put(row!.path, bytes, type)
      await work`select app.complete_media_upload(${aurora}, ${fileId}, true)`
      await work`select public.save_product_file(${aurora}, ${fileId}, ${product.id}, '{}')`
    })
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${fileMark}, 'loaded')`
  } finally {
    await sql.end()
  }
}
