import { evolutionOf } from '../_shared/messaging/evolution-wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { webhooksOf } from '../_shared/trust/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default {
  fetch: createHandler({ ...wired, ...evolutionOf(wired), ...webhooksOf(wired), ...authOf(wired) }),
}
