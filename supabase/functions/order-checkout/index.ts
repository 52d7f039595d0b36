import { commerceOf } from '../_shared/commerce/wiring.ts'
import { sendingOf } from '../_shared/messaging/sending-wiring.ts'
import { messagingOf } from '../_shared/messaging/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({
    ...wired,
    ...messagingOf(wired),
    ...sendingOf(wired),
    ...commerceOf(wired),
    ...authOf(wired),
  }),
}
