import { messagingOf } from '../_shared/messaging/wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(messagingOf(platform())) }
