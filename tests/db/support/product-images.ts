import { randomUUID } from 'node:crypto'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { acceptUpload } from './media.ts'

export interface Image {
  id: string
  alt: string | null
  path: string
  width: number | null
}

const desk = 'recepcao@aurora.test' as Email

/** Begins the upload of a picture of a product. */
export const beginImage = (
  session: Session,
  product: string,
  { id = randomUUID() as string, type = 'image/png', bytes = 1000, as = desk } = {},
) =>
  ask<{ upload_id: string; bucket: string; path: string; is_stored: boolean; max_bytes: number }>(
    session,
    'begin_product_image',
    { product_id: product, upload_id: id, mime_type: type, bytes, file_name: 'foto.png' },
    as,
  )

/** A picture that was put and looked at, which no product keeps yet; its id. */
export async function putImage(session: Session, product: string, more: object = {}): Promise<string> {
  const { upload_id: id } = await beginImage(session, product)
  await acceptUpload(session, id, {
    mime_type: 'image/png',
    extension: 'png',
    width: 1200,
    height: 900,
    ...more,
  })
  return id
}

export const saveImages = (session: Session, product: string, images: object[], as = desk) =>
  ask<Image[]>(session, 'save_product_images', { product_id: product, images }, as)
export const listImages = (session: Session, product: string) =>
  ask<Image[]>(session, 'list_product_images', { product_id: product }, 'supervisor@aurora.test')

/** A picture of a shop as a stranger asks for it. */
export const lookAtImage = (session: Session, slug: string, id: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ value: { state: string; path?: string } }[]>`
      select app.open_shop_image(${slug}, ${id}, 'ip') as value`
    return row!.value
  })

/** Which files of the clinic are about to be removed. */
export const expiringFiles = (session: Session) =>
  session.asPostgres(async (sql) => {
    const rows = await sql<{ id: string }[]>`
      select id from app.media_files where tenant_id = ${aurora.id} and expires_at is not null`
    return rows.map(({ id }) => id)
  })
