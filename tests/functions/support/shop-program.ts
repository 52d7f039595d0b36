import { createCommerceDatabase } from '../../../supabase/functions/_shared/commerce/database.ts'
import { orderPageOf } from '../../../supabase/functions/_shared/commerce/order-page-wiring.ts'
import { shopOf } from '../../../supabase/functions/_shared/commerce/shop-wiring.ts'
import { platform } from '../../../supabase/functions/_shared/platform/wiring.ts'
import { createHandler as createOrderPage } from '../../../supabase/functions/order-page/handler.ts'
import { createHandler as createShop } from '../../../supabase/functions/shop/handler.ts'
import { createHandler as createWebhook } from '../../../supabase/functions/stripe-webhook/handler.ts'

/** A request to one of the functions that sell. */
export interface Errand {
  name: 'shop' | 'order-page' | 'stripe-webhook'
  url: string
  headers: Record<string, string>
  /** Null: it is a GET. */
  body: string | null
}

const wired = platform()
const functions = {
  shop: createShop(shopOf(wired)),
  'order-page': createOrderPage(orderPageOf(wired)),
  'stripe-webhook': createWebhook({ ...wired, commerce: createCommerceDatabase(wired.calls).service }),
}

/** An isolate of the functions that sell, wired as deployed. It serves one request; somebody will kill it. */
process.on('message', ({ name, url, headers, body }: Errand) => {
  const request = new Request(url, { method: body === null ? 'GET' : 'POST', headers, body })
  void functions[name](request).then(({ status }) => process.send?.({ state: 'done', status }))
})
process.on('disconnect', () => process.exit())

void wired.queue.queueHealth().then(() => process.send?.({ state: 'up' }))
