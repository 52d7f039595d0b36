import { shopOf } from '../_shared/commerce/shop-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(shopOf(platform())) }
