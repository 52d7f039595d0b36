import { createCommerceDatabase } from '../_shared/commerce/database.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({ ...wired, commerce: createCommerceDatabase(wired.calls).service }),
}
