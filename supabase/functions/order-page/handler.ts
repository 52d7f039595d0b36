import { randomUUID } from 'node:crypto'
import { preparePix, type PreparePixDeps } from '../_shared/clinic/pix/prepare.ts'
import { payableAddress, type CheckoutDeps } from '../_shared/commerce/checkout.ts'
import type { CommerceService } from '../_shared/commerce/database.ts'
import { orderPageAddress } from '../_shared/commerce/order-page-address.ts'
import type { CheckoutToAsk, OrderPageService } from '../_shared/commerce/order-page-service.ts'
import type { ObjectStore } from '../_shared/media/object-store.ts'
import { readText } from '../_shared/platform/body.ts'
import { cleanText } from '../_shared/platform/clean.ts'
import { ApiError, toApiError } from '../_shared/platform/errors.ts'
import { page, seeOther } from '../_shared/platform/html.ts'
import { endpoint, type Handler } from '../_shared/platform/http.ts'
import { isObject } from '../_shared/platform/json.ts'
import { describeError, type Log } from '../_shared/platform/log.ts'
import { asset, style } from '../_shared/platform/public-page.ts'
import { parseStripeEvent } from '../_shared/providers/stripe/events.ts'
import { messagePage, openingPage, orderPage, orderScript, orderStyle, plainPage } from './pages.ts'
import { reviewForm, reviewSent, reviewStyle } from './review.ts'

export interface OrderPageDeps extends PreparePixDeps, CheckoutDeps {
  pages: OrderPageService
  commerce: CheckoutDeps['commerce'] & Pick<CommerceService, 'beginCheckout' | 'applyStripeEvent'>
  hashAddress(request: Request): string | null
  store: Pick<ObjectStore, 'in'>
  log: Log
}

interface Link {
  clinic: string
  key: string
}

const bodyLimit = 4096
/** How long the address of a file opens it. */
const downloadSeconds = 300
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const keyShape = /^[0-9a-f]{64}$/

/**
 * The page of an order, for whoever has its link, without a script: GET shows it, and a form asks for the page of Stripe or a
 * PIX. Who comes back from Stripe may be faster than its event, so Stripe is asked, and what it says goes the way of the event.
 * A link that is wrong in whatever way answers the same.
 */
export function createHandler(deps: OrderPageDeps): Handler {
  const { pages, hashAddress } = deps
  return endpoint(
    { name: 'order-page', methods: ['GET', 'HEAD', 'POST'], log: deps.log },
    async (request, { log }) => {
      try {
        return await answer(request, log)
      } catch (error) {
        const { status, cause } = toApiError(error)
        log[status < 500 ? 'info' : 'error']('page not shown', { status, ...describeError(cause) })
        return sorry(status)
      }
    },
  )

  async function answer(request: Request, log: Log): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname.endsWith('/page.css')) return asset(style + orderStyle + reviewStyle, 'text/css')
    if (pathname.endsWith('/page.js')) return asset(orderScript, 'text/javascript')
    const link = { clinic: searchParams.get('clinic') ?? '', key: searchParams.get('key') ?? '' }
    if (!uuid.test(link.clinic) || !keyShape.test(link.key)) return gone()
    const isPayment = request.method === 'POST'
    const found = await pages.find(link.clinic, link.key, hashAddress(request), isPayment)
    if (found.state !== 'open') return found.state === 'limited' ? sorry(429) : gone()
    const orderId = found.order_id
    if (searchParams.has('avaliar')) {
      const productId = searchParams.get('avaliar') ?? ''
      return uuid.test(productId) ? review(link, orderId, productId, request) : gone()
    }
    if (isPayment) {
      const form = new URLSearchParams(await readText(request, bodyLimit))
      return pay(link, orderId, form, log)
    }
    if (pathname.endsWith('/arquivo')) return file(link, orderId, request, searchParams)
    const comesBack = searchParams.has('paid')
    if (comesBack) await askStripe(link.clinic, orderId, log)
    return shown(link, orderId, { comesBack })
  }

  /** Leads to a file of a paid order for some minutes; every time counts, a look ahead of a browser does not. */
  async function file(
    link: Link,
    orderId: string,
    request: Request,
    query: URLSearchParams,
  ): Promise<Response> {
    const [item, id] = [query.get('item') ?? '', query.get('arquivo') ?? '']
    const isLookAhead = /prefetch|prerender/.test(request.headers.get('sec-purpose') ?? '')
    if (!uuid.test(item) || !uuid.test(id)) return gone()
    if (request.method === 'HEAD' || isLookAhead) return new Response(null, { status: 204 })
    const found = await pages.takeDownload(link.clinic, orderId, item, id)
    if (found.state === 'closed')
      return shown(link, orderId, {
        problem: 'Este arquivo não está mais disponível para baixar.',
        status: 410,
      })
    return seeOther(await deps.store.in('product-files').sign(found.path, downloadSeconds, found.name))
  }

  async function shown(
    link: Link,
    orderId: string,
    { comesBack = false, problem = null as string | null, typed = '', status = 200 } = {},
  ): Promise<Response> {
    const order = await pages.show(link.clinic, orderId)
    const address = orderPageAddress('', link.clinic, link.key)
    return page(orderPage(order, { address, id: randomUUID(), comesBack, problem, typed }), status)
  }

  /** What a buyer says of something that they have, and what is still to say. */
  async function review(link: Link, orderId: string, productId: string, request: Request): Promise<Response> {
    const back = orderPageAddress('', link.clinic, link.key)
    const open = await pages.openReview(link.clinic, orderId, productId)
    if (open.state === 'unknown') return gone()
    if (open.state === 'sent') return page(plainPage('Avaliação', reviewSent(back)))
    if (request.method !== 'POST') return page(plainPage('Avaliação', reviewForm(open, back)))
    const form = new URLSearchParams(await readText(request, bodyLimit * 2))
    const draft = { stars: form.get('estrelas') ?? '', body: cleanText(form.get('texto') ?? '') }
    // only a program fills in what nobody sees: it learns nothing
    const outcome = form.get('site')
      ? 'sent'
      : await pages.sendReview(link.clinic, orderId, productId, {
          stars: /^[1-5]$/.test(draft.stars) ? Number(draft.stars) : null,
          body: draft.body,
        })
    if (outcome === 'unknown') return gone()
    if (outcome === 'sent') return page(plainPage('Avaliação', reviewSent(back)))
    return page(plainPage('Avaliação', reviewForm(open, back, draft, outcome)), 422)
  }

  /** A refusal is a sentence on the page: what the order is now stands beside it. */
  async function pay(link: Link, orderId: string, form: URLSearchParams, log: Log): Promise<Response> {
    const sent = form.get('id') ?? ''
    const id = uuid.test(sent) ? sent : randomUUID()
    const typed = cleanText(form.get('cpf') ?? '').slice(0, 40)
    try {
      if (form.get('como') === 'pix') {
        const begin = () => pages.beginPix(link.clinic, id, orderId, typed.trim() || null)
        await preparePix(deps, begin, log)
        return seeOther(`${orderPageAddress('', link.clinic, link.key)}#pix`)
      }
      const checkout = await deps.commerce.beginCheckout(link.clinic, id, orderId)
      return page(openingPage(await payableAddress(deps, link.clinic, checkout)))
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status >= 500 && error.code === 'internal_error'))
        throw error
      log.info('not payable', { code: error.code, order_id: orderId })
      return shown(link, orderId, {
        problem: problems[error.code] ?? problems.payments_unavailable ?? null,
        typed,
        status: error.status >= 500 ? 503 : 422,
      })
    }
  }

  /** What Stripe says of the pages on which the order may have been paid; when it does not answer, its event will. */
  async function askStripe(clinic: string, orderId: string, log: Log): Promise<void> {
    for (const checkout of await pages.checkoutsToAsk(clinic, orderId))
      await askAbout(clinic, checkout).catch((error: unknown) =>
        log.warn('stripe was not asked', describeError(error)),
      )
  }

  async function askAbout(clinic: string, { session_id, account_id, key }: CheckoutToAsk): Promise<void> {
    const stripe = await deps.openStripe(clinic, key)
    const session = await stripe.checkout(session_id)
    if (session.kind !== 'ok' || !isObject(session.body)) return
    const event = parseStripeEvent({
      object: 'event',
      // its own: the event of Stripe that comes later is a second one about the same payment
      id: `page_${session_id}`,
      type: 'checkout.session.completed',
      created: Math.floor(deps.now().getTime() / 1000),
      livemode: session.body.livemode,
      data: { object: session.body },
    })
    if (event?.meaning === 'paid') await deps.commerce.applyStripeEvent(clinic, account_id, event)
  }
}

/** By code, what whoever pays reads. */
const problems: Partial<Record<string, string>> = {
  payer_document_required: 'Para gerar o PIX, escreva o CPF de quem paga.',
  invalid_cpf_cnpj: 'Este CPF ou CNPJ não confere. Confira os números.',
  order_not_payable: 'Este pedido não tem mais nada a pagar.',
  already_paid: 'Este pedido já está pago.',
  too_little_for_card: 'Este valor é pequeno demais para o cartão. Pague por PIX ou na clínica.',
  stripe_not_connected: 'O pagamento por cartão não está disponível. Fale com a clínica.',
  stripe_key_refused: 'O pagamento por cartão não está disponível. Fale com a clínica.',
  pix_not_connected: 'O PIX não está disponível. Fale com a clínica.',
  pix_key_refused: 'O PIX não está disponível. Fale com a clínica.',
  payment_refused: 'O pagamento foi recusado e nada foi cobrado. Tente outra forma ou fale com a clínica.',
  payments_unavailable:
    'O serviço de pagamento não respondeu e nada foi cobrado. Tente outra vez daqui a pouco.',
}

const gone = (): Response =>
  page(messagePage('Este endereço não vale', 'O link pode estar incompleto. Fale com a clínica.'), 404)

function sorry(status: number): Response {
  if (status === 429)
    return page(messagePage('Foram muitas tentativas', 'Espere alguns minutos e tente outra vez.'), status)
  if (status < 500)
    return page(messagePage('Não deu para entender o pedido', 'Volte e tente outra vez.'), status)
  return page(
    messagePage('Algo deu errado do nosso lado', 'Nada se perdeu. Tente outra vez daqui a pouco.'),
    status,
  )
}
