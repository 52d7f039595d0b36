import { createMessagingDatabase } from '../_shared/messaging/database.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const { calls, log } = platform()

export default { fetch: createHandler({ service: createMessagingDatabase(calls).service, log }) }
