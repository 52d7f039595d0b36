import { billingOf } from '../_shared/billing/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(billingOf(platform())) }
