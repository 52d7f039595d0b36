import { orderPageOf } from '../_shared/commerce/order-page-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(orderPageOf(platform())) }
