import { carriersOf } from '../_shared/commerce/carriers/carriers.ts'
import { commerceOf } from '../_shared/commerce/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({
    ...wired,
    ...commerceOf(wired),
    ...authOf(wired),
    openCarrier: carriersOf(wired),
  }),
}
