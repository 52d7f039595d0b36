import { billingOf } from '../_shared/billing/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...wired, books: billingOf(wired).service }) }
