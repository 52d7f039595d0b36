import type { ShopCard, ShopImage, ShopItem, ShopService } from '../_shared/commerce/shop-service.ts'
import type { ObjectStore } from '../_shared/media/object-store.ts'
import { html, type Markup } from '../_shared/platform/html.ts'
import { base } from './sitemap.ts'

export interface ImageDeps {
  service: Pick<ShopService, 'openImage'>
  /** The bucket of the pictures of products. */
  images: Pick<ObjectStore, 'get'>
  hashAddress(request: Request): string | null
}

/** What a picture may weigh: as much as the bucket takes. */
const limit = 2 * 1024 * 1024
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * A picture of something that stands in an open shop, null where there is none. Its content never changes under its id: whoever
 * has it is told so, and an hour after the item left the shop no cache shows it any more.
 */
export async function image(
  { service, images, hashAddress }: ImageDeps,
  request: Request,
  slug: string,
  id: string,
): Promise<Response | null> {
  if (!uuid.test(id)) return null
  const found = await service.openImage(slug, id, hashAddress(request))
  if (found.state === 'limited') return new Response(null, { status: 429, headers: { 'retry-after': '600' } })
  if (found.state !== 'open') return null
  const headers = {
    'cache-control': 'public, max-age=3600',
    etag: `"${id}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    // previews of links are drawn by other sites
    'cross-origin-resource-policy': 'cross-origin',
  }
  if (request.headers.get('if-none-match')?.includes(id)) return new Response(null, { status: 304, headers })
  const object = await images.get(found.path, limit)
  if (object === null || object.bytes === 'too_large') return null
  return new Response(object.bytes as Uint8Array<ArrayBuffer>, {
    headers: { ...headers, 'content-type': found.mime_type },
  })
}

/** Where a picture of a shop is, below the address of the app. */
export const imageAddress = (slug: string, { id }: ShopImage): string => `${base}/${slug}/imagens/${id}`

const picture = (slug: string, name: string, one: ShopImage, isFirst: boolean): Markup =>
  html`<img
    src="${imageAddress(slug, one)}"
    alt="${one.alt ?? name}"
    width="${one.width}"
    height="${one.height}"
    ${{ markup: isFirst ? 'fetchpriority="high"' : 'loading="lazy" decoding="async"' }}
  />`

/** The cover of an item on the shelf; its name stands beside it, so nobody hears it twice. */
export const cover = (slug: string, { image: one }: ShopCard, isFirst: boolean): Markup | null =>
  one && html`<span class="cover">${picture(slug, '', { ...one, alt: '' }, isFirst)}</span>`

/** All pictures of an item, the cover large. */
export const gallery = (slug: string, { name, images }: ShopItem): Markup | null =>
  images.length === 0
    ? null
    : html`<ul class="gallery">
        ${images.map((one, index) => html`<li>${picture(slug, index === 0 ? name : `${name} (${index + 1})`, one, index === 0)}</li>`)}
      </ul>`

/** Beside the style of the shop. */
export const imageStyle = `
.cover{display:block;margin:-1rem -1rem .5rem;border-radius:.7rem .7rem 0 0;overflow:hidden;background:var(--soft)}
.cover img{display:block;width:100%;height:auto;aspect-ratio:4/3;object-fit:cover}
.gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(7rem,1fr));gap:.5rem;margin:0 0 1rem}
.gallery li:first-child{grid-column:1/-1}
.gallery img{display:block;width:100%;height:auto;aspect-ratio:1;object-fit:cover;border-radius:.5rem;background:var(--soft)}
.gallery li:first-child img{aspect-ratio:auto;max-height:32rem;object-fit:contain;border-radius:.75rem}
`
