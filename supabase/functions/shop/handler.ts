import type { ShopFilter, ShopFrame, ShopService } from '../_shared/commerce/shop-service.ts'
import { cleanText } from '../_shared/platform/clean.ts'
import { toApiError } from '../_shared/platform/errors.ts'
import { page, type Markup } from '../_shared/platform/html.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { asset, style } from '../_shared/platform/public-page.ts'
import { image, type ImageDeps } from './images.ts'
import { gonePage, itemPage, messagePage, shopPage, shopStyle } from './pages.ts'
import { sitemap, sitemapIndex } from './sitemap.ts'

export interface ShopDeps extends ImageDeps {
  service: ShopService
  hashAddress(request: Request): string | null
  /** Where the app is served, which passes `/loja/…` on to here. */
  appUrl: string
  log: Log
}

const slugShape = /^[a-z0-9-]{1,100}$/

/**
 * The public shop of a clinic, as pages that need no script: `/<slug>` lists and finds, `/<slug>/<item>` shows one,
 * `/<slug>/imagens/<id>` is a picture of one, `/sitemap.xml` and `/<slug>/sitemap.xml` tell search engines. A closed shop and one that never was answer the same.
 */
export function createHandler(deps: ShopDeps): Handler {
  const { service, hashAddress, appUrl, log } = deps
  return endpoint({ name: 'shop', methods: ['GET', 'HEAD'], log }, async (request, { log: own }) => {
    try {
      return await answer(request)
    } catch (error) {
      const { status, cause } = toApiError(error)
      own[status < 500 ? 'info' : 'error']('page not shown', { status, ...describeError(cause) })
      return sorry(status)
    }
  })

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const [, , slug = '', item = '', ...more] = pathname.split('/')
    if (item === 'imagens' && more.length === 1 && slugShape.test(slug))
      return (await image(deps, request, slug, more[0] ?? '')) ?? gone()
    if (more.length > 0) return gone()
    if (slug === 'shop.css' && !item) return asset(style + shopStyle, 'text/css')
    if (slug === 'sitemap.xml' && !item) return xml(sitemapIndex(appUrl, await service.addresses(null)))
    if (!slugShape.test(slug)) return gone()
    if (item === 'sitemap.xml') {
      const addresses = await service.addresses(slug)
      return addresses.length === 0 ? gone() : xml(sitemap(appUrl, addresses))
    }
    const ipHash = hashAddress(request)
    if (item) {
      if (!slugShape.test(item)) return gone()
      const seen = await service.openItem(slug, item, ipHash)
      if (seen.state === 'open') return shown(seen.shop, itemPage(seen.shop, seen.item, appUrl))
      if (seen.state === 'gone') return page(gonePage(seen.shop), 404)
      return seen.state === 'limited' ? sorry(429) : gone()
    }
    const filter = filterOf(searchParams)
    const seen = await service.open(slug, filter, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    // what somebody searched for is no page of its own for a search engine
    return shown(
      { ...seen.shop, is_indexed: seen.shop.is_indexed && !filter.q },
      shopPage(seen, filter, appUrl),
    )
  }
}

const shown = ({ is_indexed }: ShopFrame, markup: Markup): Response =>
  page(markup, 200, {
    'cache-control': 'public, max-age=60',
    'x-robots-tag': is_indexed ? 'all' : 'noindex',
  })

function filterOf(query: URLSearchParams): ShopFilter {
  const text = (name: string, longest: number) =>
    cleanText(query.get(name) ?? '')
      .trim()
      .slice(0, longest) || null
  const after = text('depois', 100)
  return {
    q: text('q', 80),
    category: text('categoria', 60),
    kind: text('tipo', 30),
    after: after && slugShape.test(after) ? after : null,
  }
}

const xml = (text: string): Response =>
  new Response(text, {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  })

const gone = (): Response =>
  page(messagePage('Esta página não existe', 'O endereço pode ter mudado. Fale com a clínica.'), 404)

function sorry(status: number): Response {
  if (status === 429)
    return page(
      messagePage('Foram muitas páginas em pouco tempo', 'Espere alguns minutos e tente outra vez.'),
      status,
    )
  if (status < 500)
    return page(messagePage('Não deu para entender o pedido', 'Volte e tente outra vez.'), status)
  return page(messagePage('Algo deu errado do nosso lado', 'Tente outra vez daqui a pouco.'), status)
}
