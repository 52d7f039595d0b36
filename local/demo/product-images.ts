import { createHash } from 'node:crypto'
import { createObjectStore } from '../../supabase/functions/_shared/media/object-store.ts'
import type { StackConfig } from '../config.ts'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoPicture } from './pictures.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
/** Written down once they are there, so that no restart brings them again. */
const mark = 'local/demo/product-images'
const imageId = (n: number) => `00000000-0000-4000-8000-0000001f${String(n).padStart(4, '0')}`

/** Gives the products of Clínica Aurora pictures, once, as the screens would: a cover each, and every fourth a second one. */
export async function loadDemoProductImages({ urls, secrets }: StackConfig): Promise<void> {
  const sql = connect(urls.superuser)
  try {
    const [seen] = await sql`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    const products = await sql<{ id: string; name: string; category: string | null }[]>`
      select id, name, category from public.products where tenant_id = ${aurora} and archived_at is null order by sort_key, id`
    const store = createObjectStore({ projectUrl: urls.gateway, secretKey: secrets.secretKey, fetch })
    const images = store.in('product-images')
    await sql.begin(async (work) => {
      const sub = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')!.id
      await work`select set_config('request.jwt.claims', ${JSON.stringify({ sub, role: 'authenticated' })}, true)`
      for (const [n, { id, name, category }] of products.entries()) {
        const kept: { id: string; alt: string }[] = []
        for (let turn = 0; turn < (n % 4 === 0 ? 2 : 1); turn++) {
          const image = imageId(n * 2 + turn)
          const bytes = demoPicture(category, turn)
          const facts = {
            mime_type: 'image/png',
            extension: 'png',
            bytes: bytes.length,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            file_name: 'imagem.png',
            width: 640,
            height: 480,
          }
          await work`select public.begin_product_image(${aurora}, ${id}, ${image}, 'image/png', ${bytes.length}, 'imagem.png')`
          const [row] = await work<{ path: string }[]>`
            select app.keep_media_upload(${aurora}, ${image}, ${work.json(facts)}) as path`
          await images.put(row!.path, bytes, 'image/png')
          await work`select app.complete_media_upload(${aurora}, ${image}, true)`
          kept.push({ id: image, alt: turn === 0 ? `Ilustração de ${name}` : `${name}, outra vista` })
        }
        await work`select public.save_product_images(${aurora}, ${id}, ${work.json(kept)})`
      }
      await work`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await sql`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await sql.end()
  }
}
