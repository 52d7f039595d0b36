import { z } from 'zod'
import { payableAddress, type CheckoutDeps } from '../_shared/commerce/checkout.ts'
import type { CommerceService, CommerceUser, PayableOrder } from '../_shared/commerce/database.ts'
import { orderPageAddress } from '../_shared/commerce/order-page-address.ts'
import type { MessagingDatabase } from '../_shared/messaging/database.ts'
import type { RunSend } from '../_shared/messaging/sending.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({
  tenant_id: z.guid(),
  order_id: z.guid(),
  /** Id of the press: of the page where none is open yet, and of the message. */
  client_id: z.guid(),
  /** The conversation that gets the link; without one it is only answered. */
  thread_key: z.string().max(200).nullish(),
  /** card: the page of Stripe; page: that of the order, where the buyer chooses between card and PIX, and which stays. */
  way: z.enum(['card', 'page']).default('card'),
})

export interface OrderCheckoutDeps extends CheckoutDeps {
  auth: Authenticator
  commerce: CheckoutDeps['commerce'] & Pick<CommerceService, 'noteLinkSent'>
  commerceAsUser(claims: UserClaims): Pick<CommerceUser, 'beginCheckout' | 'beginLink'>
  database: Pick<MessagingDatabase, 'asUser'>
  runSend: RunSend
  waitUntil(promise: Promise<unknown>): void
  log: Log
}

const reais = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })

/**
 * The link with which an order is paid, and the message that brings it. SQL decides who may and for how much; asked
 * again it is the same page. When the channel refuses the message the link is there all the same.
 */
export function createHandler(deps: OrderCheckoutDeps): Handler {
  return endpoint({ name: 'order-checkout', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const asked = await readCommand(request, command)
    const working = run()
    // The person may close the page: what was begun at Stripe is recorded, and sent.
    deps.waitUntil(working)
    return json(await working)

    async function run() {
      const tenantId = asked.tenant_id.toLowerCase()
      const [order, url] = await linkOf(tenantId)
      log.info('link ready', { tenant_id: tenantId, order_id: order.order_id, way: asked.way })
      const sent = asked.thread_key ? await send(tenantId, asked.thread_key, order, url) : null
      return {
        url,
        sent_to: sent && 'thread_key' in sent ? sent.thread_key : null,
        refused: sent && 'refused' in sent ? sent.refused : null,
      }
    }

    async function linkOf(tenantId: string): Promise<[PayableOrder, string]> {
      const user = deps.commerceAsUser(claims)
      if (asked.way === 'page') {
        const order = await user.beginLink(tenantId, asked.order_id)
        return [order, orderPageAddress(deps.appUrl, tenantId, order.page_key)]
      }
      const checkout = await user.beginCheckout(tenantId, asked.client_id, asked.order_id)
      return [checkout, await payableAddress(deps, tenantId, checkout)]
    }

    async function send(
      tenantId: string,
      threadKey: string,
      order: PayableOrder,
      url: string,
    ): Promise<Sent> {
      try {
        const created = await deps.database.asUser(claims).createOutboundMessage({
          tenantId,
          threadKey,
          clientId: asked.client_id,
          body: `Pedido nº ${order.number}: ${reais.format(order.amount_cents / 100).replace(/\u00a0/g, ' ')}\nPague por aqui: ${url}`,
          replyTo: null,
          template: null,
          content: null,
        })
        await deps.commerce.noteLinkSent(tenantId, order.order_id)
        if (created.lease) await deps.runSend(created.lease)
        return { thread_key: threadKey }
      } catch (error) {
        if (error instanceof ApiError && error.status < 500) return { refused: error.code }
        throw error
      }
    }
  })
}

/** Where it was sent, or why it was not. */
type Sent = { thread_key: string } | { refused: string }
