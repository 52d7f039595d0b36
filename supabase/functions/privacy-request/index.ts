import { platform } from '../_shared/platform/wiring.ts'
import { privacyOf } from '../_shared/trust/privacy-wiring.ts'
import { createHandler } from './handler.ts'

export default { fetch: createHandler(privacyOf(platform())) }
