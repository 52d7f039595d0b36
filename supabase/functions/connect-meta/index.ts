import { metaOf } from '../_shared/messaging/meta-wiring.ts'
import { messagingOf } from '../_shared/messaging/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()

export default { fetch: createHandler({ ...messagingOf(wired), ...metaOf(wired), ...authOf(wired) }) }
