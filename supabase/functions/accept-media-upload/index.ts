import { createUploads } from '../_shared/media/uploads.ts'
import { storeOf } from '../_shared/media/wiring.ts'
import { messagingOf } from '../_shared/messaging/wiring.ts'
import { authOf } from '../_shared/platform/auth-wiring.ts'
import { platform } from '../_shared/platform/wiring.ts'
import { createHandler } from './handler.ts'

const wired = platform()
const messaging = messagingOf(wired)
const acceptUpload = createUploads({ database: messaging.service, store: storeOf(wired) })

export default { fetch: createHandler({ ...messaging, ...authOf(wired), acceptUpload }) }
