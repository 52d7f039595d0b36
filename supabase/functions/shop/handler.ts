import type { LookUpCep } from '../_shared/clinic/cep.ts'
import { orderPageAddress } from '../_shared/commerce/order-page-address.ts'
import type {
  Buyer,
  Cart,
  ChatTyped,
  Quote,
  ShopFilter,
  ShopFrame,
  ShopService,
} from '../_shared/commerce/shop-service.ts'
import { readText } from '../_shared/platform/body.ts'
import { cleanText } from '../_shared/platform/clean.ts'
import { toApiError } from '../_shared/platform/errors.ts'
import { page, seeOther, type Markup } from '../_shared/platform/html.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { asset, script, style } from '../_shared/platform/public-page.ts'
import {
  cartPage,
  cartStyle,
  checkoutPage,
  notices,
  withOnlyWay,
  type CheckoutState,
  type Note,
} from './cart-pages.ts'
import { changed, createCartKeeper, emptyCart } from './cart.ts'
import { chatNotice, chatPage, chatStyle, type ChatState } from './chat-page.ts'
import { chatAddress, createChatKeeper } from './chat.ts'
import { image, type ImageDeps } from './images.ts'
import { gonePage, hasSection, itemPage, messagePage, shopPage, shopStyle } from './pages.ts'
import { base, sitemap, sitemapIndex } from './sitemap.ts'

export interface ShopDeps extends ImageDeps {
  service: ShopService
  hashAddress(request: Request): string | null
  /** Signs the carts that browsers keep, and makes the secrets of their chats. */
  cartKey: string
  newFormToken(): string
  /** Has done at once what a message brought about. */
  wake(): void
  lookUpCep: LookUpCep
  /** Where the app is served, which passes `/loja/…` on to here. */
  appUrl: string
  log: Log
}

/** Longer than the longest form that is filled in by hand. */
const bodyLimit = 16 * 1024
const tokenShape = /^[\w-]{20,100}$/
const slugShape = /^[a-z0-9-]{1,100}$/

/**
 * The public shop of a clinic, as pages that need no script: `/<slug>` lists and finds, `/<slug>/<item>` shows one,
 * `/<slug>/carrinho` is the cart of a browser and `/<slug>/finalizar` buys it, `/<slug>/imagens/<id>` is a picture of one,
 * `/<slug>/conversa` is the chat of a browser with the clinic,
 * `/sitemap.xml` and `/<slug>/sitemap.xml` tell search engines. A closed shop and one that never was answer the same.
 */
export function createHandler(deps: ShopDeps): Handler {
  const { service, hashAddress, newFormToken, wake, lookUpCep, appUrl, log } = deps
  const carts = createCartKeeper(deps.cartKey, appUrl.startsWith('https:'))
  const chats = createChatKeeper(deps.cartKey, appUrl.startsWith('https:'))
  return endpoint({ name: 'shop', methods: ['GET', 'HEAD', 'POST'], log }, async (request, { log: own }) => {
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
    if (slug === 'shop.css' && !item) return asset(style + shopStyle + cartStyle + chatStyle, 'text/css')
    if (slug === 'shop.js' && !item) return asset(script, 'text/javascript')
    if (slug === 'sitemap.xml' && !item) return xml(sitemapIndex(appUrl, await service.addresses(null)))
    if (!slugShape.test(slug)) return gone()
    if (item === 'sitemap.xml') {
      const addresses = await service.addresses(slug)
      return addresses.length === 0 ? gone() : xml(sitemap(appUrl, addresses))
    }
    const ipHash = hashAddress(request)
    if (item === 'carrinho') return cartOf(request, slug, ipHash)
    if (item === 'finalizar') return checkout(request, slug, ipHash)
    if (item === 'conversa') return chat(request, slug, ipHash)
    if (request.method === 'POST') return gone()
    if (item) {
      if (!slugShape.test(item)) return gone()
      const seen = await service.openItem(slug, item, ipHash)
      if (seen.state === 'open') {
        const times = await service.times(slug, item, dayOf(searchParams.get('de')), ipHash)
        return shown(seen.shop, itemPage(seen.shop, seen.item, times, appUrl))
      }
      if (seen.state === 'gone') return page(gonePage(seen.shop), 404)
      return seen.state === 'limited' ? sorry(429) : gone()
    }
    const filter = filterOf(searchParams)
    const seen = await service.open(slug, filter, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const content = shopPage(seen, filter, appUrl)
    if (!hasSection(seen, filter)) return page(content, 404)
    // what somebody searched for is no page of its own for a search engine
    return shown({ ...seen.shop, is_indexed: seen.shop.is_indexed && !filter.q }, content)
  }

  /** Shows the cart; a form changes it, and it is shown anew. */
  async function cartOf(request: Request, slug: string, ipHash: string | null): Promise<Response> {
    const cart = carts.read(request)
    if (request.method === 'POST') {
      const next = changed(cart, await formOf(request))
      return next ? kept(seeOther(`${base}/${slug}/carrinho`), slug, next) : sorry(400)
    }
    return cartShown(slug, cart, ipHash)
  }

  async function cartShown(
    slug: string,
    cart: Cart,
    ipHash: string | null,
    { note = null as Note, status = 200 } = {},
  ): Promise<Response> {
    const seen = await service.quote(slug, cart, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const only = withOnlyWay(cart, seen.quote)
    if (only) return kept(seeOther(`${base}/${slug}/carrinho`), slug, only)
    return page(cartPage(seen.shop, seen.quote, note, cart.cep), status)
  }

  async function checkout(request: Request, slug: string, ipHash: string | null): Promise<Response> {
    const cart = carts.read(request)
    if (request.method === 'POST') return buy(slug, cart, await formOf(request), ipHash)
    const seen = await service.quote(slug, cart, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const { shop, quote } = seen
    if (!quote.is_ready || (quote.ships && !quote.way)) return seeOther(`${base}/${slug}/carrinho`)
    const typed = await addressOf(quote)
    return page(checkoutPage(shop, quote, { token: newFormToken(), typed, problems: {}, note: null }))
  }

  /** Spares typing; where nobody knows the CEP, the address is typed. */
  async function addressOf({ way, cep }: Quote): Promise<Partial<Buyer>> {
    if (way?.kind !== 'ship' || !cep) return {}
    const { address } = await lookUpCep(cep)
    return address ?? {}
  }

  async function buy(
    slug: string,
    cart: Cart,
    sent: URLSearchParams,
    ipHash: string | null,
  ): Promise<Response> {
    const given = sent.get('f') ?? ''
    const token = tokenShape.test(given) ? given : newFormToken()
    const total = Number(sent.get('total'))
    const seen = await service.quote(slug, cart, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const buyer = buyerOf(sent, notices(seen.shop))
    const again = (quote: Quote, state: Partial<CheckoutState>, status: number) =>
      page(
        checkoutPage(seen.shop, quote, { token, typed: buyer, problems: {}, note: null, ...state }),
        status,
      )
    // no person sees this field; whoever fills it in hears of it, in case a browser did
    if ((sent.get('site') ?? '') !== '') return again(seen.quote, { note: trapped }, 422)
    const outcome = await service.place(
      slug,
      token,
      { ...cart, expected_cents: Number.isInteger(total) ? total : -1 },
      buyer,
      ipHash,
    )
    switch (outcome.state) {
      case 'placed':
        return kept(seeOther(orderPageAddress('', outcome.tenant_id, outcome.page_key)), slug, emptyCart)
      case 'short':
        return page(cartPage(outcome.shop, outcome.quote, short), 409)
      case 'coupon':
        return page(cartPage(outcome.shop, outcome.quote, couponGone), 409)
      case 'changed':
        return again(outcome.quote, { note: otherTotal }, 409)
      case 'invalid':
        return again(outcome.quote, { problems: outcome.problems, note: almost }, 422)
      case 'limited':
        return sorry(429)
      default:
        return gone()
    }
  }

  /** Shows what was said in the chat of the browser; a form adds to it, and it is shown anew. */
  async function chat(request: Request, slug: string, ipHash: string | null): Promise<Response> {
    const secret = chats.read(request)
    if (request.method !== 'POST') return chatShown(slug, secret, ipHash)
    const sent = await formOf(request)
    const given = sent.get('f') ?? ''
    const formToken = tokenShape.test(given) ? given : newFormToken()
    const seen = await service.openChat(slug, secret, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const typed = { ...typedOf(sent), accepted_text: chatNotice(seen.shop) }
    const again = (state: Partial<ChatState>) =>
      page(
        chatPage(seen.shop, seen.chat, { token: formToken, typed, problems: {}, note: null, ...state }),
        422,
      )
    // no person sees this field; whoever fills it in hears of it, in case a browser did
    if ((sent.get('site') ?? '') !== '') return again({ note: trapped })
    const newSecret = chats.secretOf(slug, formToken)
    const outcome = await service.writeChat(slug, { secret, newSecret, formToken }, typed, ipHash)
    switch (outcome.state) {
      case 'written': {
        if (outcome.wakes) wake()
        const response = seeOther(chatAddress(slug))
        if (outcome.is_new) response.headers.append('set-cookie', chats.keep(slug, newSecret))
        return response
      }
      case 'invalid':
        return again({ problems: outcome.problems, note: almost })
      case 'limited':
        return sorry(429)
      default:
        return gone()
    }
  }

  async function chatShown(slug: string, secret: string | null, ipHash: string | null): Promise<Response> {
    const seen = await service.openChat(slug, secret, ipHash)
    if (seen.state !== 'open') return seen.state === 'limited' ? sorry(429) : gone()
    const typed = typedOf(new URLSearchParams())
    return page(chatPage(seen.shop, seen.chat, { token: newFormToken(), typed, problems: {}, note: null }))
  }

  function kept(response: Response, slug: string, cart: Cart): Response {
    response.headers.append('set-cookie', carts.keep(slug, cart))
    return response
  }
}

const short: Note = {
  tone: 'warn',
  text: 'Alguém comprou antes: nada foi cobrado, e seu carrinho continua aqui. Veja o que mudou.',
}
const couponGone: Note = {
  tone: 'warn',
  text: 'Este cupom não vale para esta compra. Nada foi cobrado, e seu carrinho continua aqui.',
}
const otherTotal: Note = {
  tone: 'warn',
  text: 'O total mudou desde que você abriu esta página. Confira e confirme outra vez.',
}
const almost: Note = { tone: 'bad', text: 'Falta pouco: confira o que está marcado abaixo.' }
const trapped: Note = {
  tone: 'bad',
  text: 'Não deu para enviar: um campo escondido veio preenchido. Envie outra vez.',
}

/** What a form holds, as Postgres can store it. */
const formOf = async (request: Request): Promise<URLSearchParams> =>
  new URLSearchParams(
    [...new URLSearchParams(await readText(request, bodyLimit))].map(([name, value]) => [
      name,
      cleanText(value),
    ]),
  )

const buyerOf = (sent: URLSearchParams, accepted_text: string): Buyer => {
  const text = (name: string) => sent.get(name) ?? ''
  return {
    full_name: text('nome'),
    phone: text('telefone'),
    email: text('email'),
    cpf: text('cpf'),
    street: text('rua'),
    number: text('numero'),
    complement: text('complemento'),
    district: text('bairro'),
    city: text('cidade'),
    state: text('uf'),
    accepted: sent.get('aceite') === '1',
    accepted_text,
  }
}

const typedOf = (sent: URLSearchParams): ChatTyped => ({
  text: sent.get('mensagem') ?? '',
  full_name: sent.get('nome') ?? '',
  phone: sent.get('telefone') ?? '',
  accepted: sent.get('aceite') === '1',
  accepted_text: '',
})

/** A day that exists, or none. */
function dayOf(text: string | null): string | null {
  if (!text || !/^20\d\d-\d\d-\d\d$/.test(text)) return null
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null
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
